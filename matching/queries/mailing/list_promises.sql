-- What do these attendees promise now, and what of it was kept, as they say?
--
-- Takes    $attendee_ids
-- Returns  one row per promise that stands: conversation_id, author_id, promise_id, kind, due_on,
--          place, is_kept
-- Order    none is needed
SELECT
    promise.conversation_id,
    promise.author_id,
    promise.promise_id,
    promise.kind,
    promise.due_on,
    promise.place,
    promise_kept.promise_id IS NOT NULL AS is_kept
FROM promise
LEFT JOIN promise_kept ON promise.promise_id = promise_kept.promise_id
WHERE
    promise.author_id IN (SELECT unnest($attendee_ids::UUID []))
    AND promise.kind <> 'none'
    AND NOT EXISTS (
        SELECT 1
        FROM promise AS later
        WHERE
            later.conversation_id = promise.conversation_id
            AND later.author_id = promise.author_id
            AND later.place > promise.place
    )
