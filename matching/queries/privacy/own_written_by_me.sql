-- What did this person write about others?
--
-- Takes    $person_id
-- Returns  one row per revision of an answer
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
    mine.other_name AS about,
    answer.prompt_id AS question,
    answer.words,
    answer.chips,
    answer.language,
    answer.verdict AS answer_check,
    answer.channel,
    answer.kiosk,
    answer.answered_at_utc
FROM mine
INNER JOIN answer
    ON mine.conversation_id = answer.conversation_id AND mine.attendee_id = answer.author_id
ORDER BY answer.answered_at_utc, answer.answer_id
