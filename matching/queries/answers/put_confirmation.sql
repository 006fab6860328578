-- The person written about says that it is right.
--
-- Takes    $answer_id, $conversation_id, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO confirmation (answer_id, conversation_id, confirmed_at_utc)
VALUES ($answer_id, $conversation_id, $now_utc)
ON CONFLICT (answer_id) DO NOTHING
