-- Remember the ids of all that this author wrote here, and of all corrections, against late repeats.
--
-- Takes    $conversation_id, $author_id
-- Returns  nothing
-- Order    none
INSERT INTO gone_fact (fact_id, conversation_id)
WITH gone AS (
    SELECT
        answer_id AS fact_id,
        conversation_id
    FROM answer
    WHERE conversation_id = $conversation_id AND author_id = $author_id
    UNION
    SELECT
        promise_id AS fact_id,
        conversation_id
    FROM promise
    WHERE conversation_id = $conversation_id AND author_id = $author_id
    UNION
    SELECT
        sharing_id AS fact_id,
        conversation_id
    FROM sharing
    WHERE conversation_id = $conversation_id AND owner_id = $author_id
    UNION
    SELECT
        seeking_id AS fact_id,
        conversation_id
    FROM seeking
    WHERE conversation_id = $conversation_id AND author_id = $author_id
    UNION
    SELECT
        correction_id AS fact_id,
        conversation_id
    FROM correction
    WHERE conversation_id = $conversation_id
)

SELECT
    fact_id,
    conversation_id
FROM gone
ON CONFLICT (fact_id) DO NOTHING
