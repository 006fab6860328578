-- Which of these conversations are connections?
--
-- Takes    $conversation_ids
-- Returns  one row per connection: conversation_id
-- Order    none is needed
SELECT conversation_id
FROM connection
WHERE conversation_id IN (SELECT unnest($conversation_ids::UUID []))
