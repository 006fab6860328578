-- End this conversation; ended again, it changes nothing.
--
-- Takes    $conversation_id
-- Returns  nothing
-- Order    none
INSERT INTO conversation_end (conversation_id)
VALUES ($conversation_id)
ON CONFLICT (conversation_id) DO NOTHING
