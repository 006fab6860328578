-- Forget every promise in these conversations.
--
-- Takes    $conversation_ids
-- Returns  nothing
-- Order    none
DELETE FROM promise
WHERE conversation_id IN (SELECT unnest($conversation_ids::UUID []))
