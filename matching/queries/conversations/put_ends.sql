-- End these conversations, each once.
--
-- Takes    $conversation_ids, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO conversation_end (conversation_id, ended_at_utc)
SELECT
    unnest($conversation_ids::UUID []),
    $now_utc
ON CONFLICT (conversation_id) DO NOTHING
