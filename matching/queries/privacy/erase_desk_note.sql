-- Forget every desk note of these attendees.
--
-- Takes    $attendee_ids
-- Returns  nothing
-- Order    none
DELETE FROM desk_note
WHERE attendee_id IN (SELECT unnest($attendee_ids::UUID []))
