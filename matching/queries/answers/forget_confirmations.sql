-- Forget the confirmations of what this author wrote here.
--
-- Takes    $conversation_id, $author_id
-- Returns  nothing
-- Order    none
DELETE FROM confirmation
WHERE
    answer_id IN (
        SELECT answer_id
        FROM answer
        WHERE conversation_id = $conversation_id AND author_id = $author_id
    )
