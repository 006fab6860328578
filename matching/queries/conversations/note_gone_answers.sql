-- Remember the ids of these conversations' answers, so that a late repeat brings none back.
--
-- Takes    $conversation_ids, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO gone_answer (answer_id, conversation_id, gone_at_utc)
SELECT
    answer_id,
    conversation_id,
    $now_utc
FROM answer
WHERE conversation_id IN (SELECT unnest($conversation_ids::UUID []))
