-- Forget every correction in these conversations.
--
-- Takes    $conversation_ids
-- Returns  nothing
-- Order    none
DELETE FROM correction
WHERE conversation_id IN (SELECT unnest($conversation_ids::UUID []))
