-- Forget every confirmation in these conversations.
--
-- Takes    $conversation_ids
-- Returns  nothing
-- Order    none
DELETE FROM confirmation
WHERE conversation_id IN (SELECT unnest($conversation_ids::UUID []))
