-- Which sentences does nobody but their author read?
--
-- Takes    $answer_id (only this one, or NULL for all)
-- Returns  one row per sentence: answer_id, conversation_id, event_id, decision (nothing for a
--          vulgar one that nobody has looked at), is_vulgar, decisions, answered_at_utc, prompt_id,
--          language, words
-- Order    those to decide first, then the newest, then answer_id
SELECT
    answer.answer_id,
    answer.conversation_id,
    conversation.event_id,
    withheld_answer.decision,
    answer.verdict = 'vulgar' AS is_vulgar,
    (SELECT count(*) FROM withholding WHERE withholding.answer_id = answer.answer_id) AS decisions,
    answer.answered_at_utc,
    answer.prompt_id,
    answer.language,
    answer.words
FROM withheld_answer
INNER JOIN answer ON withheld_answer.answer_id = answer.answer_id
INNER JOIN conversation ON answer.conversation_id = conversation.conversation_id
WHERE $answer_id::UUID IS NULL OR answer.answer_id = $answer_id
ORDER BY
    coalesce(withheld_answer.decision, '') = 'withheld',
    answer.answered_at_utc DESC,
    answer.answer_id
