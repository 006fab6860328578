-- Forget every annulment of these attendees.
--
-- Takes    $attendee_ids
-- Returns  nothing
-- Order    none
DELETE FROM annulment
WHERE attendee_id IN (SELECT unnest($attendee_ids::UUID []))
