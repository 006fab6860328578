-- Forget what was released in this conversation.
--
-- Takes    $conversation_id
-- Returns  nothing
-- Order    none
DELETE FROM release
WHERE conversation_id = $conversation_id
