-- Remember the ids of all that was written in these conversations, against late repeats.
--
-- Takes    $conversation_ids
-- Returns  nothing
-- Order    none
INSERT INTO gone_fact (fact_id, conversation_id)
WITH gone AS (
    SELECT
        answer_id AS fact_id,
        conversation_id
    FROM answer
    UNION
    SELECT
        promise_id AS fact_id,
        conversation_id
    FROM promise
    UNION
    SELECT
        sharing_id AS fact_id,
        conversation_id
    FROM sharing
    UNION
    SELECT
        seeking_id AS fact_id,
        conversation_id
    FROM seeking
    UNION
    SELECT
        correction_id AS fact_id,
        conversation_id
    FROM correction
)

SELECT
    fact_id,
    conversation_id
FROM gone
WHERE conversation_id IN (SELECT unnest($conversation_ids::UUID []))
ON CONFLICT (fact_id) DO NOTHING
