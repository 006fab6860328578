-- Forget the corrections of this conversation.
--
-- Takes    $conversation_id
-- Returns  nothing
-- Order    none
DELETE FROM correction
WHERE conversation_id = $conversation_id
