-- What was promised in the connections of this event, and what of it was kept?
--
-- Takes    $event_id, $today (a day of the event's calendar)
-- Returns  one row: made, kept, due (their day has come), due_kept
-- Order    one row
SELECT
    count(*) AS made,
    count(promise_kept.promise_id) AS kept,
    count(*) FILTER (WHERE promise.due_on <= $today) AS due,
    count(promise_kept.promise_id) FILTER (WHERE promise.due_on <= $today) AS due_kept
FROM promise
INNER JOIN connection ON promise.conversation_id = connection.conversation_id
LEFT JOIN promise_kept ON promise.promise_id = promise_kept.promise_id
WHERE
    connection.event_id = $event_id
    AND promise.kind <> 'none'
    AND NOT EXISTS (
        SELECT 1
        FROM promise AS later
        WHERE
            later.conversation_id = promise.conversation_id
            AND later.author_id = promise.author_id
            AND later.place > promise.place
    )
