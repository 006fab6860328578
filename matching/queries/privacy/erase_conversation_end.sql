-- End these conversations; ended before, they stay so.
--
-- Takes    $conversation_ids
-- Returns  nothing
-- Order    none
INSERT INTO conversation_end (conversation_id)
SELECT unnest($conversation_ids::UUID [])
ON CONFLICT (conversation_id) DO NOTHING
