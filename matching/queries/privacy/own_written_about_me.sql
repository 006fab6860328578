-- What was written about this person?
--
-- Takes    $person_id
-- Returns  one row per revision of an answer; status: open, sealed (this person has not
--          answered) or withheld; words only where it is open
-- Order    answered_at_utc, then answer_id
WITH mine AS (
    SELECT
        conversation_side.conversation_id,
        conversation_side.attendee_id,
        conversation_side.other_name,
        event.name AS event
    FROM conversation_side
    INNER JOIN event ON conversation_side.event_id = event.event_id
    WHERE conversation_side.person_id = $person_id
)


SELECT
    mine.conversation_id,
    mine.event,
    mine.other_name AS author,
    CASE
        WHEN connection.conversation_id IS NULL THEN 'sealed'
        WHEN withheld_answer.answer_id IS NOT NULL THEN 'withheld'
        ELSE 'open'
    END AS status,
    CASE
        WHEN connection.conversation_id IS NOT NULL AND withheld_answer.answer_id IS NULL
            THEN answer.words
    END AS words,
    CASE WHEN connection.conversation_id IS NOT NULL THEN answer.chips END AS chips,
    CASE WHEN connection.conversation_id IS NOT NULL THEN answer.prompt_id END AS question,
    answer.answered_at_utc
FROM mine
INNER JOIN answer
    ON mine.conversation_id = answer.conversation_id AND mine.attendee_id = answer.about_id
LEFT JOIN connection ON answer.conversation_id = connection.conversation_id
LEFT JOIN withheld_answer ON answer.answer_id = withheld_answer.answer_id
ORDER BY answer.answered_at_utc, answer.answer_id
