-- Forget the endings of conversations of which nobody is left.
--
-- Takes    nothing
-- Returns  nothing
-- Order    none
DELETE FROM conversation_end
WHERE
    conversation_id IN (
        SELECT conversation.conversation_id
        FROM conversation
        LEFT JOIN attendee
            ON attendee.attendee_id IN (conversation.lower_id, conversation.higher_id)
        WHERE attendee.attendee_id IS NULL
    )
