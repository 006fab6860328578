-- Forget the lists of these attendees.
--
-- Takes    $attendee_ids
-- Returns  nothing
-- Order    none
DELETE FROM suggestion
WHERE attendee_id IN (SELECT unnest($attendee_ids::UUID []))
