-- Forget what this author wanted to share here.
--
-- Takes    $conversation_id, $author_id
-- Returns  nothing
-- Order    none
DELETE FROM sharing
WHERE conversation_id = $conversation_id AND owner_id = $author_id
