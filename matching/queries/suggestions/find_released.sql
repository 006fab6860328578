-- Did the person written about release this answer, and does it stand?
--
-- Takes    $answer_id
-- Returns  at most one row: answer_id
-- Order    none is needed
SELECT released_answer.answer_id
FROM released_answer
INNER JOIN connection ON released_answer.conversation_id = connection.conversation_id
WHERE released_answer.answer_id = $answer_id
