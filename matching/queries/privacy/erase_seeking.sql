-- Forget every seeking in these conversations.
--
-- Takes    $conversation_ids
-- Returns  nothing
-- Order    none
DELETE FROM seeking
WHERE conversation_id IN (SELECT unnest($conversation_ids::UUID []))
