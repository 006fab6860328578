-- How do the introductions stand that one of these attendees makes, or is a side of?
--
-- Takes    $event_id, $attendee_ids
-- Returns  one row per introduction at the event: the columns of the view introduction_standing
-- Order    the newest first, then introduction_id
SELECT *
FROM introduction_standing
WHERE
    event_id = $event_id
    AND (
        introducer_id IN (SELECT unnest($attendee_ids::UUID []))
        OR lower_id IN (SELECT unnest($attendee_ids::UUID []))
        OR higher_id IN (SELECT unnest($attendee_ids::UUID []))
    )
ORDER BY proposed_at_utc DESC, introduction_id
