-- Forget who wanted to share what in this conversation.
--
-- Takes    $conversation_id
-- Returns  nothing
-- Order    none
DELETE FROM sharing
WHERE conversation_id = $conversation_id
