-- Forget every consent of these people.
--
-- Takes    $person_ids
-- Returns  nothing
-- Order    none
DELETE FROM consent
WHERE person_id IN (SELECT unnest($person_ids::UUID []))
