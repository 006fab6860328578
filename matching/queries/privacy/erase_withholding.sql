-- Forget every withholding in these conversations.
--
-- Takes    $conversation_ids
-- Returns  nothing
-- Order    none
DELETE FROM withholding
WHERE conversation_id IN (SELECT unnest($conversation_ids::UUID []))
