-- What did this person say to sentences about them?
--
-- Takes    $person_id
-- Returns  one row per confirmation, correction, release and report
-- Order    said_at_utc, then kind, then its id
WITH mine AS (
    SELECT
        conversation_side.conversation_id,
        conversation_side.attendee_id,
        conversation_side.other_name,
        event.name AS event
    FROM conversation_side
    INNER JOIN event ON conversation_side.event_id = event.event_id
    WHERE conversation_side.person_id = $person_id
),

said AS (
    SELECT
        conversation_id,
        answer_id,
        'confirmed' AS kind,
        NULL AS words,
        confirmed_at_utc AS said_at_utc,
        confirmation_id AS said_id
    FROM confirmation
    UNION ALL
    SELECT
        conversation_id,
        answer_id,
        'corrected' AS kind,
        words,
        corrected_at_utc AS said_at_utc,
        correction_id AS said_id
    FROM correction
    UNION ALL
    SELECT
        conversation_id,
        answer_id,
        CASE WHEN is_given THEN 'others may be told' ELSE 'others may not be told' END AS kind,
        NULL AS words,
        decided_at_utc AS said_at_utc,
        release_id AS said_id
    FROM release
    UNION ALL
    SELECT
        conversation_id,
        answer_id,
        'reported' AS kind,
        NULL AS words,
        decided_at_utc AS said_at_utc,
        withholding_id AS said_id
    FROM withholding
    WHERE kind = 'reported'
)

SELECT
    mine.conversation_id,
    mine.event,
    mine.other_name AS author,
    said.kind,
    said.words,
    said.said_at_utc
FROM mine
INNER JOIN said ON mine.conversation_id = said.conversation_id
INNER JOIN answer ON said.answer_id = answer.answer_id AND mine.attendee_id = answer.about_id
ORDER BY said.said_at_utc, said.kind, said.said_id
