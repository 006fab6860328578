-- What did this person promise, and what was promised to them?
--
-- Takes    $person_id
-- Returns  one row per promise; those of others only where both have answered
-- Order    promised_at_utc, then promise_id
WITH mine AS (
    SELECT
        conversation_side.conversation_id,
        conversation_side.attendee_id,
        conversation_side.other_name,
        event.name AS event
    FROM conversation_side
    INNER JOIN event ON conversation_side.event_id = event.event_id
    WHERE conversation_side.person_id = $person_id
)


SELECT
    mine.conversation_id,
    mine.event,
    mine.other_name AS other,
    promise.author_id = mine.attendee_id AS by_me,
    promise.kind,
    promise.due_on,
    promise_kept.kept_at_utc,
    promise.promised_at_utc
FROM mine
INNER JOIN promise ON mine.conversation_id = promise.conversation_id
LEFT JOIN promise_kept ON promise.promise_id = promise_kept.promise_id
LEFT JOIN connection ON mine.conversation_id = connection.conversation_id
WHERE promise.author_id = mine.attendee_id OR connection.conversation_id IS NOT NULL
ORDER BY promise.promised_at_utc, promise.promise_id
