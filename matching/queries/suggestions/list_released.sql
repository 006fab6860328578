-- What do these answers say, of those that the person written about released, and that stand?
--
-- Takes    $answer_ids
-- Returns  one row per such answer: answer_id, words, chips, language
-- Order    none is needed
SELECT
    released_answer.answer_id,
    released_answer.words,
    released_answer.chips,
    released_answer.language
FROM released_answer
INNER JOIN connection ON released_answer.conversation_id = connection.conversation_id
LEFT JOIN withheld_answer ON released_answer.answer_id = withheld_answer.answer_id
WHERE
    released_answer.answer_id IN (SELECT unnest($answer_ids::UUID []))
    AND withheld_answer.answer_id IS NULL
