-- What does this person look for, as others heard it, and what did they hear of others?
--
-- Takes    $person_id
-- Returns  one row per note; those of others only where both have answered
-- Order    noted_at_utc, then seeking_id
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
    mine.other_name AS other,
    seeking.author_id = mine.attendee_id AS by_me,
    CASE
        WHEN seeking.author_id = mine.attendee_id OR seeking.verdict <> 'vulgar'
            THEN seeking.words
    END AS words,
    seeking.chips,
    seeking.noted_at_utc
FROM mine
INNER JOIN seeking ON mine.conversation_id = seeking.conversation_id
LEFT JOIN connection ON mine.conversation_id = connection.conversation_id
WHERE seeking.author_id = mine.attendee_id OR connection.conversation_id IS NOT NULL
ORDER BY seeking.noted_at_utc, seeking.seeking_id
