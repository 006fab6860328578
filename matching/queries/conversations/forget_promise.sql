-- Forget the promises of this conversation.
--
-- Takes    $conversation_id
-- Returns  nothing
-- Order    none
DELETE FROM promise
WHERE conversation_id = $conversation_id
