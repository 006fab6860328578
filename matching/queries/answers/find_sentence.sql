-- Whose newest sentence is this, about whom, in which conversation?
--
-- Takes    $answer_id
-- Returns  at most one row, none once it was revised: conversation_id, about_id, verdict
-- Order    none is needed
SELECT
    conversation_id,
    about_id,
    verdict
FROM current_answer
WHERE answer_id = $answer_id
