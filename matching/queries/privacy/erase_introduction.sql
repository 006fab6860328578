-- Forget all introductions by or of these attendees.
--
-- Takes    $attendee_ids
-- Returns  nothing
-- Order    none
DELETE FROM introduction
WHERE
    introducer_id IN (SELECT unnest($attendee_ids::UUID []))
    OR lower_id IN (SELECT unnest($attendee_ids::UUID []))
    OR higher_id IN (SELECT unnest($attendee_ids::UUID []))
