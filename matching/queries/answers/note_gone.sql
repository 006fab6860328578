-- Remember the ids of what this author wrote here, so that a late repeat brings none back.
--
-- Takes    $conversation_id, $author_id, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO gone_answer (answer_id, conversation_id, gone_at_utc)
SELECT
    answer_id,
    conversation_id,
    $now_utc
FROM answer
WHERE conversation_id = $conversation_id AND author_id = $author_id
