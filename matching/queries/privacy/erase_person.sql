-- Forget these people.
--
-- Takes    $person_ids
-- Returns  nothing
-- Order    none
DELETE FROM person
WHERE person_id IN (SELECT unnest($person_ids::UUID []))
