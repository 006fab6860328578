-- What did others learn about the participants, in conversations that both answered?
--
-- Takes    $event_id
-- Returns  one row per answer, correction and note: about_id (participant of this event), is_need,
--          words, chips, language, answer_id (only where its subject released it)
-- Order    none is needed
WITH learned AS (
    SELECT
        current_answer.about_id,
        current_answer.conversation_id,
        FALSE AS is_need,
        current_answer.words,
        current_answer.chips,
        current_answer.language,
        released_answer.answer_id
    FROM current_answer
    LEFT JOIN released_answer ON current_answer.answer_id = released_answer.answer_id
    LEFT JOIN withheld_answer ON current_answer.answer_id = withheld_answer.answer_id
    WHERE withheld_answer.answer_id IS NULL
    UNION ALL
    SELECT
        current_answer.about_id,
        current_answer.conversation_id,
        FALSE AS is_need,
        correction.words,
        '' AS chips,
        current_answer.language,
        NULL AS answer_id
    FROM correction
    INNER JOIN current_answer ON correction.answer_id = current_answer.answer_id
    WHERE correction.verdict <> 'vulgar'
    UNION ALL
    SELECT
        seeking.about_id,
        seeking.conversation_id,
        TRUE AS is_need,
        CASE WHEN seeking.verdict = 'vulgar' THEN '' ELSE seeking.words END AS words,
        seeking.chips,
        seeking.language,
        NULL AS answer_id
    FROM seeking
    WHERE NOT EXISTS (
        SELECT 1
        FROM seeking AS later
        WHERE
            later.conversation_id = seeking.conversation_id
            AND later.author_id = seeking.author_id
            AND later.place > seeking.place
    )
)

SELECT
    participant.attendee_id AS about_id,
    learned.is_need,
    learned.words,
    learned.chips,
    learned.language,
    learned.answer_id
FROM learned
INNER JOIN connection ON learned.conversation_id = connection.conversation_id
INNER JOIN attendee ON learned.about_id = attendee.attendee_id
INNER JOIN participant
    ON attendee.person_id = participant.person_id AND participant.event_id = $event_id
