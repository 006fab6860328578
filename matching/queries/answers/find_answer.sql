-- Is this answer kept, or was it and is gone?
--
-- Takes    $answer_id
-- Returns  at most one row: conversation_id, author_id (null if gone)
-- Order    none is needed
SELECT
    conversation_id,
    author_id
FROM answer
WHERE answer_id = $answer_id
UNION ALL
SELECT
    conversation_id,
    NULL AS author_id
FROM gone_fact
WHERE fact_id = $answer_id
