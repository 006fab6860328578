-- Whose newest sentence is this, about whom, in which conversation?
--
-- Takes    $answer_id
-- Returns  at most one row, none once it was revised: conversation_id, about_id, is_withheld
-- Order    none is needed
SELECT
    current_answer.conversation_id,
    current_answer.about_id,
    withheld_answer.answer_id IS NOT NULL AS is_withheld
FROM current_answer
LEFT JOIN withheld_answer ON current_answer.answer_id = withheld_answer.answer_id
WHERE current_answer.answer_id = $answer_id
