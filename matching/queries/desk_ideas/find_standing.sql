-- May this person be suggested to that one at this moment, as the lists and the desk have it?
--
-- Takes    $event_id, $attendee_id, $suggested_id
-- Returns  at most one row: suggested_id
-- Order    at most one row
SELECT suggested_id
FROM standing_suggestion
WHERE
    event_id = $event_id
    AND attendee_id = $attendee_id
    AND suggested_id = $suggested_id
