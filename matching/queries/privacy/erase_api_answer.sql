-- Forget what programs were answered about these attendees.
--
-- Takes    $attendee_ids
-- Returns  nothing
-- Order    none
DELETE FROM api_answer
WHERE attendee_id IN (SELECT unnest($attendee_ids::UUID []))
