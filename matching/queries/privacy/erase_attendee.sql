-- Forget every attendee of these attendees.
--
-- Takes    $attendee_ids
-- Returns  nothing
-- Order    none
DELETE FROM attendee
WHERE attendee_id IN (SELECT unnest($attendee_ids::UUID []))
