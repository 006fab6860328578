-- Forget the ideas of the desk for these attendees and about them.
--
-- Takes    $attendee_ids
-- Returns  nothing
-- Order    none
DELETE FROM desk_idea
WHERE
    attendee_id IN (SELECT unnest($attendee_ids::UUID []))
    OR suggested_id IN (SELECT unnest($attendee_ids::UUID []))
