-- What did these authors write in these conversations, with what the other said to it?
--
-- Takes    $conversation_ids, $author_ids (of the same length: whose words in which conversation)
-- Returns  one row per revision: the columns of answers/list_in_conversation and conversation_id
-- Order    conversation_id, author_id, then revision
WITH wanted AS (
    SELECT
        unnest($conversation_ids::UUID []) AS conversation_id,
        unnest($author_ids::UUID []) AS author_id
),

written AS (
    SELECT answer.*
    FROM answer
    INNER JOIN wanted
        ON
            answer.conversation_id = wanted.conversation_id
            AND answer.author_id = wanted.author_id
),

said AS (
    SELECT
        written.conversation_id,
        written.author_id,
        correction.words,
        correction.verdict,
        row_number() OVER (
            PARTITION BY written.conversation_id, written.author_id
            ORDER BY correction.corrected_at_utc DESC, correction.correction_id DESC
        ) AS place
    FROM correction
    INNER JOIN written ON correction.answer_id = written.answer_id
)

SELECT
    written.conversation_id,
    written.answer_id,
    written.author_id,
    written.about_id,
    written.revision,
    written.prompt_id,
    written.words,
    written.chips,
    written.language,
    written.verdict,
    written.answered_at_utc,
    withheld_answer.answer_id IS NOT NULL AS is_withheld,
    confirmation.answer_id IS NOT NULL AS is_confirmed,
    said.words AS correction,
    said.verdict AS correction_verdict
FROM written
LEFT JOIN withheld_answer ON written.answer_id = withheld_answer.answer_id
LEFT JOIN confirmation ON written.answer_id = confirmation.answer_id
LEFT JOIN said
    ON
        written.conversation_id = said.conversation_id
        AND written.author_id = said.author_id
        AND said.place = 1
ORDER BY written.conversation_id, written.author_id, written.revision
