-- Forget which promises of this author in this conversation were kept.
--
-- Takes    $conversation_id, $author_id
-- Returns  nothing
-- Order    none
DELETE FROM promise_kept
WHERE conversation_id = $conversation_id AND author_id = $author_id
