-- Which facts of these conversations may the reason of a suggestion name?
--
-- Takes    $conversation_ids
-- Returns  one row per fact: fact_id
-- Order    fact_id
WITH fact AS (
    SELECT
        answer_id AS fact_id,
        conversation_id
    FROM answer
    UNION
    SELECT
        seeking_id AS fact_id,
        conversation_id
    FROM seeking
    UNION
    SELECT
        release_id AS fact_id,
        conversation_id
    FROM release
    UNION
    SELECT
        correction_id AS fact_id,
        conversation_id
    FROM correction
)

SELECT fact_id
FROM fact
WHERE conversation_id IN (SELECT unnest($conversation_ids::UUID []))
ORDER BY fact_id
