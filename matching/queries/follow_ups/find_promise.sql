-- What does this author promise in the conversation now?
--
-- Takes    $conversation_id, $author_id
-- Returns  at most one row: promise_id, kind, due_on, place
-- Order    the latest only
SELECT
    promise_id,
    kind,
    due_on,
    place
FROM promise
WHERE conversation_id = $conversation_id AND author_id = $author_id
ORDER BY place DESC
LIMIT 1
