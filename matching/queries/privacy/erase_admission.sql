-- Forget every admission of these attendees.
--
-- Takes    $attendee_ids
-- Returns  nothing
-- Order    none
DELETE FROM admission
WHERE attendee_id IN (SELECT unnest($attendee_ids::UUID []))
