-- Begin a conversation; the primary key and the pair's turn let it begin once.
--
-- Takes    $conversation_id, $event_id, $lower_id, $higher_id, $turn, $starter_id,
--          $lower_prompt, $higher_prompt, $kiosk, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO conversation (
    conversation_id, event_id, lower_id, higher_id, turn, starter_id,
    lower_prompt, higher_prompt, kiosk, started_at_utc
)
VALUES (
    $conversation_id, $event_id, $lower_id, $higher_id, $turn, $starter_id,
    $lower_prompt, $higher_prompt, $kiosk, $now_utc
)
