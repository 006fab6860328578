-- Forget the codes that lead to this conversation.
--
-- Takes    $conversation_id
-- Returns  nothing
-- Order    none
DELETE FROM typed_code
WHERE conversation_id = $conversation_id
