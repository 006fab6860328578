-- Forget what this author heard the other look for here.
--
-- Takes    $conversation_id, $author_id
-- Returns  nothing
-- Order    none
DELETE FROM seeking
WHERE conversation_id = $conversation_id AND author_id = $author_id
