-- Has the desk given this attendee this idea before?
--
-- Takes    $event_id, $attendee_id, $suggested_id
-- Returns  at most one row: suggested_id
-- Order    at most one row
SELECT suggested_id
FROM desk_idea
WHERE
    event_id = $event_id
    AND attendee_id = $attendee_id
    AND suggested_id = $suggested_id
