-- Forget every release in these conversations.
--
-- Takes    $conversation_ids
-- Returns  nothing
-- Order    none
DELETE FROM release
WHERE conversation_id IN (SELECT unnest($conversation_ids::UUID []))
