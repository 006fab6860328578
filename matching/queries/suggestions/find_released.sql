-- What does an answer say that the person written about released, and that stands?
--
-- Takes    $answer_id
-- Returns  at most one row: words, chips, language
-- Order    none is needed
SELECT
    released_answer.words,
    released_answer.chips,
    released_answer.language
FROM released_answer
INNER JOIN connection ON released_answer.conversation_id = connection.conversation_id
LEFT JOIN withheld_answer ON released_answer.answer_id = withheld_answer.answer_id
WHERE released_answer.answer_id = $answer_id AND withheld_answer.answer_id IS NULL
