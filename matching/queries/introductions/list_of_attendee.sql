-- How do the introductions stand that this attendee makes, or is a side of?
--
-- Takes    $event_id, $attendee_id
-- Returns  one row per introduction at the event: the columns of the view introduction_standing
-- Order    the newest first, then introduction_id
SELECT *
FROM introduction_standing
WHERE
    event_id = $event_id
    AND (
        introducer_id = $attendee_id
        OR lower_id = $attendee_id
        OR higher_id = $attendee_id
    )
ORDER BY proposed_at_utc DESC, introduction_id
