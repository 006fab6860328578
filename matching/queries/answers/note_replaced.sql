-- Remember the ids of this author's answers here, which another now replaces.
--
-- Takes    $conversation_id, $author_id, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO gone_fact (fact_id, conversation_id, gone_at_utc)
SELECT
    answer_id,
    conversation_id,
    $now_utc
FROM answer
WHERE conversation_id = $conversation_id AND author_id = $author_id
