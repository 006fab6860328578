-- Keep a promise; the pair of author and place lets only one be the latest.
--
-- Takes    $promise_id, $conversation_id, $author_id, $kind, $due_on, $place, $channel,
--          $kiosk, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO promise (
    promise_id, conversation_id, author_id, kind, due_on, place, channel, kiosk,
    promised_at_utc
)
VALUES (
    $promise_id, $conversation_id, $author_id, $kind, $due_on, $place, $channel, $kiosk, $now_utc
)
