-- How many sentences that the person written about can read did they confirm?
--
-- Takes    $event_id
-- Returns  one row: readable, confirmed
-- Order    one row
SELECT
    count(*) AS readable,
    count(confirmation.answer_id) AS confirmed
FROM current_answer
INNER JOIN connection ON current_answer.conversation_id = connection.conversation_id
LEFT JOIN confirmation ON current_answer.answer_id = confirmation.answer_id
WHERE connection.event_id = $event_id
