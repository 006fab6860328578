-- Take the end of a conversation away that is there no more.
--
-- Takes    $conversation_id
-- Returns  nothing
-- Order    none
DELETE FROM conversation_end
WHERE conversation_id = $conversation_id
