-- Who are these people, as far as erasing them must know?
--
-- Takes    $person_ids
-- Returns  one row per person that there is: person_id, series_id, name, email
-- Order    person_id
SELECT
    person_id,
    series_id,
    name,
    email
FROM person
WHERE person_id IN (SELECT unnest($person_ids::UUID []))
ORDER BY person_id
