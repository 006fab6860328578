-- Forget every ticket of these attendees.
--
-- Takes    $attendee_ids
-- Returns  nothing
-- Order    none
DELETE FROM ticket
WHERE attendee_id IN (SELECT unnest($attendee_ids::UUID []))
