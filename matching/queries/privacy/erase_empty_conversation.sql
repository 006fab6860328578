-- Forget conversations of which nobody is left.
--
-- Takes    nothing
-- Returns  nothing
-- Order    none
DELETE FROM conversation
WHERE
    NOT EXISTS (
        SELECT 1
        FROM attendee
        WHERE attendee.attendee_id IN (conversation.lower_id, conversation.higher_id)
    )
