-- Take a conversation away; what was said in it is kept elsewhere.
--
-- Takes    $conversation_id
-- Returns  nothing
-- Order    none
DELETE FROM conversation
WHERE conversation_id = $conversation_id
