-- Remember the ids of this author's answers here, which another now replaces.
--
-- Takes    $conversation_id, $author_id
-- Returns  nothing
-- Order    none
INSERT INTO gone_fact (fact_id, conversation_id)
SELECT
    answer_id,
    conversation_id
FROM answer
WHERE conversation_id = $conversation_id AND author_id = $author_id
ON CONFLICT (fact_id) DO NOTHING
