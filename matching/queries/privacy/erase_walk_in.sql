-- Forget every walk in of these attendees.
--
-- Takes    $attendee_ids
-- Returns  nothing
-- Order    none
DELETE FROM walk_in
WHERE attendee_id IN (SELECT unnest($attendee_ids::UUID []))
