-- How many of these questions has anybody answered at this event?
--
-- Takes    $event_id, $prompt_ids
-- Returns  one row: answered
-- Order    one row
SELECT count(DISTINCT current_answer.prompt_id) AS answered
FROM current_answer
INNER JOIN conversation ON current_answer.conversation_id = conversation.conversation_id
WHERE
    conversation.event_id = $event_id
    AND current_answer.prompt_id IN (SELECT unnest($prompt_ids::TEXT []))
