-- Whose sentence in a connection is this, and how often was its release decided?
--
-- Takes    $answer_id
-- Returns  at most one row: about_id, conversation_id, decisions
-- Order    none is needed
SELECT
    current_answer.about_id,
    current_answer.conversation_id,
    (
        SELECT count(*)
        FROM release
        WHERE release.answer_id = current_answer.answer_id
    ) AS decisions
FROM current_answer
INNER JOIN connection ON current_answer.conversation_id = connection.conversation_id
WHERE current_answer.answer_id = $answer_id
