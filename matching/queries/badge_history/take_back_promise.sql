-- Promise nothing in the place of this promise, which is the latest of its author.
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
    conversation_id,
    author_id,
    'none',
    NULL,
    place + 1,
    'page',
    NULL,
    $now_utc
FROM promise
WHERE promise_id = $act_id
