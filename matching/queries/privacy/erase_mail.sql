-- Forget every mail to these people.
--
-- Takes    $person_ids
-- Returns  nothing
-- Order    none
DELETE FROM mail
WHERE person_id IN (SELECT unnest($person_ids::UUID []))
