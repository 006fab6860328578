-- Forget every sharing in these conversations.
--
-- Takes    $conversation_ids
-- Returns  nothing
-- Order    none
DELETE FROM sharing
WHERE conversation_id IN (SELECT unnest($conversation_ids::UUID []))
