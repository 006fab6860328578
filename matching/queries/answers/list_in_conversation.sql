-- What was written in this conversation, with what the other said to it?
--
-- Takes    $conversation_id
-- Returns  one row per revision of an answer: the answer, is_withheld (nobody but its author reads
--          it), is_confirmed, and the latest correction of that author's sentence with its verdict
-- Order    author_id, then revision
WITH latest_correction AS (
    SELECT
        answer.author_id,
        correction.words,
        correction.verdict,
        row_number() OVER (
            PARTITION BY answer.author_id
            ORDER BY correction.corrected_at_utc DESC, correction.correction_id DESC
        ) AS place
    FROM correction
    INNER JOIN answer ON correction.answer_id = answer.answer_id
    WHERE correction.conversation_id = $conversation_id
)

SELECT
    answer.answer_id,
    answer.author_id,
    answer.about_id,
    answer.revision,
    answer.prompt_id,
    answer.words,
    answer.chips,
    answer.language,
    answer.verdict,
    answer.answered_at_utc,
    withheld_answer.answer_id IS NOT NULL AS is_withheld,
    confirmation.answer_id IS NOT NULL AS is_confirmed,
    latest_correction.words AS correction,
    latest_correction.verdict AS correction_verdict
FROM answer
LEFT JOIN withheld_answer ON answer.answer_id = withheld_answer.answer_id
LEFT JOIN confirmation ON answer.answer_id = confirmation.answer_id
LEFT JOIN latest_correction
    ON answer.author_id = latest_correction.author_id AND latest_correction.place = 1
WHERE answer.conversation_id = $conversation_id
ORDER BY answer.author_id, answer.revision
