-- Which revisions of the same sentence are read by others now?
--
-- Takes    $answer_id
-- Returns  one row per revision of its author in its conversation, itself included: answer_id,
--          decisions (how often it was decided whether to withhold it)
-- Order    revision
SELECT
    answer.answer_id,
    (SELECT count(*) FROM withholding WHERE withholding.answer_id = answer.answer_id) AS decisions
FROM answer AS asked
INNER JOIN answer
    ON asked.conversation_id = answer.conversation_id AND asked.author_id = answer.author_id
LEFT JOIN withheld_answer ON answer.answer_id = withheld_answer.answer_id
WHERE asked.answer_id = $answer_id AND withheld_answer.answer_id IS NULL
ORDER BY answer.revision
