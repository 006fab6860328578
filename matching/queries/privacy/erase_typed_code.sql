-- Forget every typed code in these conversations.
--
-- Takes    $conversation_ids
-- Returns  nothing
-- Order    none
DELETE FROM typed_code
WHERE conversation_id IN (SELECT unnest($conversation_ids::UUID []))
