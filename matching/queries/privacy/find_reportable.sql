-- About whom is this sentence, and how often was it decided whether to withhold it?
--
-- Takes    $answer_id
-- Returns  at most one row, none before both have answered: about_id, conversation_id, event_id,
--          decisions, is_withheld
-- Order    none is needed
SELECT
    answer.about_id,
    answer.conversation_id,
    connection.event_id,
    (SELECT count(*) FROM withholding WHERE withholding.answer_id = answer.answer_id) AS decisions,
    withheld_answer.answer_id IS NOT NULL AS is_withheld
FROM answer
INNER JOIN connection ON answer.conversation_id = connection.conversation_id
LEFT JOIN withheld_answer ON answer.answer_id = withheld_answer.answer_id
WHERE answer.answer_id = $answer_id
