-- Forget who was said to look for what in this conversation.
--
-- Takes    $conversation_id
-- Returns  nothing
-- Order    none
DELETE FROM seeking
WHERE conversation_id = $conversation_id
