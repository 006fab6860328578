-- Forget what was decided about withholding sentences of this conversation.
--
-- Takes    $conversation_id
-- Returns  nothing
-- Order    none
DELETE FROM withholding
WHERE conversation_id = $conversation_id
