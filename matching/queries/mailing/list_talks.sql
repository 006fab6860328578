-- Which conversations have these attendees that are connections or can still become ones?
--
-- Takes    $attendee_ids, $since_utc (what began until then and lacks an answer is over)
-- Returns  one row per conversation and attendee: conversation_id, attendee_id, other_id, name and
--          company of the other, started_at_utc, i_answered, is_connected; where an answer is
--          lacking, none with somebody who takes part in the entry only, as there it can get none
-- Order    by attendee, then as the talks were: started_at_utc, conversation_id
WITH side AS (
    SELECT
        conversation_id,
        started_at_utc,
        lower_id AS attendee_id,
        higher_id AS other_id
    FROM conversation
    UNION ALL
    SELECT
        conversation_id,
        started_at_utc,
        higher_id AS attendee_id,
        lower_id AS other_id
    FROM conversation
)

SELECT
    side.conversation_id,
    side.attendee_id,
    side.other_id,
    person.name,
    person.company,
    side.started_at_utc,
    mine.answer_id IS NOT NULL AS i_answered,
    connection.conversation_id IS NOT NULL AS is_connected
FROM side
INNER JOIN attendee ON side.other_id = attendee.attendee_id
INNER JOIN person ON attendee.person_id = person.person_id
LEFT JOIN connection ON side.conversation_id = connection.conversation_id
LEFT JOIN conversation_end ON side.conversation_id = conversation_end.conversation_id
LEFT JOIN current_consent AS entry_only
    ON
        attendee.person_id = entry_only.person_id
        AND entry_only.kind = 'entry_only'
        AND entry_only.is_given
LEFT JOIN answer AS mine
    ON
        side.conversation_id = mine.conversation_id
        AND side.attendee_id = mine.author_id
        AND mine.revision = 0
WHERE
    side.attendee_id IN (SELECT unnest($attendee_ids::UUID []))
    AND conversation_end.conversation_id IS NULL
    AND (
        connection.conversation_id IS NOT NULL
        OR (side.started_at_utc > $since_utc AND entry_only.person_id IS NULL)
    )
ORDER BY side.attendee_id, side.started_at_utc, side.conversation_id
