-- The person written about says that it is right.
--
-- Takes    $answer_id, $confirmation_id, $conversation_id, $channel, $kiosk, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO confirmation (
    answer_id, confirmation_id, conversation_id, channel, kiosk, confirmed_at_utc
)
VALUES ($answer_id, $confirmation_id, $conversation_id, $channel, $kiosk, $now_utc)
ON CONFLICT (answer_id) DO NOTHING
