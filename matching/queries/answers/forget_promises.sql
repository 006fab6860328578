-- Forget what this author promised here.
--
-- Takes    $conversation_id, $author_id
-- Returns  nothing
-- Order    none
DELETE FROM promise
WHERE conversation_id = $conversation_id AND author_id = $author_id
