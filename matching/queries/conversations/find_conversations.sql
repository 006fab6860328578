-- How do these conversations stand, as both people see them?
--
-- Takes    $conversation_ids
-- Returns  two rows per conversation, one for each of the two: the conversation, the attendee with
--          their prompt, whether they have answered, whether it ended and when they connected
-- Order    none is needed
WITH side AS (
    SELECT
        conversation_id,
        lower_id AS attendee_id,
        lower_prompt AS prompt_id
    FROM conversation
    UNION ALL
    SELECT
        conversation_id,
        higher_id AS attendee_id,
        higher_prompt AS prompt_id
    FROM conversation
)

SELECT
    conversation.conversation_id,
    conversation.event_id,
    conversation.starter_id,
    conversation.started_at_utc,
    conversation_end.conversation_id IS NOT NULL AS is_ended,
    connection.connected_at_utc,
    side.attendee_id,
    side.prompt_id,
    attendee.person_id,
    person.name,
    person.company,
    person.job_title,
    person.language,
    answer.answer_id IS NOT NULL AS has_answered
FROM conversation
INNER JOIN side ON conversation.conversation_id = side.conversation_id
INNER JOIN attendee ON side.attendee_id = attendee.attendee_id
INNER JOIN person ON attendee.person_id = person.person_id
LEFT JOIN conversation_end ON conversation.conversation_id = conversation_end.conversation_id
LEFT JOIN connection ON conversation.conversation_id = connection.conversation_id
LEFT JOIN answer
    ON
        side.conversation_id = answer.conversation_id
        AND side.attendee_id = answer.author_id
        AND answer.revision = 0
WHERE conversation.conversation_id IN (SELECT unnest($conversation_ids::UUID []))
