-- Forget every badge of these people.
--
-- Takes    $person_ids
-- Returns  nothing
-- Order    none
DELETE FROM badge
WHERE person_id IN (SELECT unnest($person_ids::UUID []))
