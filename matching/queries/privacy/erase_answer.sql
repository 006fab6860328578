-- Forget every answer in these conversations.
--
-- Takes    $conversation_ids
-- Returns  nothing
-- Order    none
DELETE FROM answer
WHERE conversation_id IN (SELECT unnest($conversation_ids::UUID []))
