-- Whose sentence in a connection is this, and did the person written about release it?
--
-- Takes    $answer_id
-- Returns  at most one row: about_id, conversation_id, is_given, place (-1 for never decided)
-- Order    the latest decision
SELECT
    current_answer.about_id,
    current_answer.conversation_id,
    coalesce(release.is_given, FALSE) AS is_given,
    coalesce(release.place, -1) AS place
FROM current_answer
INNER JOIN connection ON current_answer.conversation_id = connection.conversation_id
LEFT JOIN release ON current_answer.answer_id = release.answer_id
WHERE current_answer.answer_id = $answer_id
ORDER BY place DESC
LIMIT 1
