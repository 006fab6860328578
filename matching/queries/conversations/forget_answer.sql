-- Forget what was written in this conversation.
--
-- Takes    $conversation_id
-- Returns  nothing
-- Order    none
DELETE FROM answer
WHERE conversation_id = $conversation_id
