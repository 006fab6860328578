-- Forget every door payment of these attendees.
--
-- Takes    $attendee_ids
-- Returns  nothing
-- Order    none
DELETE FROM door_payment
WHERE attendee_id IN (SELECT unnest($attendee_ids::UUID []))
