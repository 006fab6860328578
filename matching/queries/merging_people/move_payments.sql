-- Let the payments at the door of one attendee follow another's.
--
-- Takes    $kept_id, $gone_id
-- Returns  nothing
-- Order    none
UPDATE door_payment
SET
    attendee_id = $kept_id,
    place = place + (
        SELECT coalesce(max(earlier.place) + 1, 0)
        FROM door_payment AS earlier
        WHERE earlier.attendee_id = $kept_id
    )
WHERE attendee_id = $gone_id
