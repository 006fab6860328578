-- Forget every promise kept in these conversations.
--
-- Takes    $conversation_ids
-- Returns  nothing
-- Order    none
DELETE FROM promise_kept
WHERE conversation_id IN (SELECT unnest($conversation_ids::UUID []))
