-- Which fields of these records were typed by hand?
--
-- Takes    $person_ids
-- Returns  one row per person and field: person_id, field
-- Order    none is needed
SELECT
    person_id,
    field
FROM person_edit
WHERE person_id IN (SELECT unnest($person_ids::UUID []))
