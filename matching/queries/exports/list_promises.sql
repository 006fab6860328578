-- What was promised at this event, by when, and was it kept?
--
-- Takes    $event_id
-- Returns  one row per promise that stands between two who are connected; who made it is not told
-- Order    as they were made, then promise_id
WITH latest AS (
    SELECT
        promise.*,
        row_number()
            OVER (
                PARTITION BY promise.conversation_id, promise.author_id
                ORDER BY promise.place DESC
            )
            AS age
    FROM promise
    INNER JOIN connection ON promise.conversation_id = connection.conversation_id
    WHERE connection.event_id = $event_id
)

SELECT
    latest.promise_id,
    latest.kind,
    latest.promised_at_utc,
    latest.due_on,
    promise_kept.promise_id IS NOT NULL AS is_kept,
    promise_kept.kept_at_utc
FROM latest
LEFT JOIN promise_kept ON latest.promise_id = promise_kept.promise_id
WHERE latest.age = 1 AND latest.kind <> 'none'
ORDER BY latest.promised_at_utc, latest.promise_id
