-- Forget the confirmations of this conversation.
--
-- Takes    $conversation_id
-- Returns  nothing
-- Order    none
DELETE FROM confirmation
WHERE conversation_id = $conversation_id
