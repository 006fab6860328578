-- Promise nothing in the place of this promise, where it is still the latest of its author.
--
-- Takes    $act_id, $opposite_id, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO promise (
    promise_id, conversation_id, author_id, kind, due_on, place, channel, kiosk,
    promised_at_utc
)
SELECT
    $opposite_id,
    promise.conversation_id,
    promise.author_id,
    'none',
    NULL,
    promise.place + 1,
    'link',
    NULL,
    $now_utc
FROM promise
WHERE
    promise.promise_id = $act_id
    AND promise.kind <> 'none'
    AND NOT EXISTS (
        SELECT 1
        FROM promise AS later
        WHERE
            later.conversation_id = promise.conversation_id
            AND later.author_id = promise.author_id
            AND later.place > promise.place
    )
