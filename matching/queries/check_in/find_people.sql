-- What do we know of these people?
--
-- Takes    $person_ids
-- Returns  one row per person: person_id, name, company, language, is_blocked
-- Order    none is needed
SELECT
    person_id,
    name,
    company,
    language,
    is_blocked
FROM person
WHERE person_id IN $person_ids
