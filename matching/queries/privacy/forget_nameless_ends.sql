-- Forget the endings of old conversations of which only one person is left.
--
-- Takes    $before_utc
-- Returns  nothing
-- Order    none
DELETE FROM conversation_end
WHERE
    conversation_id IN (
        SELECT conversation.conversation_id
        FROM conversation
        LEFT JOIN attendee AS lower ON conversation.lower_id = lower.attendee_id
        LEFT JOIN attendee AS higher ON conversation.higher_id = higher.attendee_id
        WHERE
            conversation.started_at_utc <= $before_utc
            AND (lower.attendee_id IS NULL OR higher.attendee_id IS NULL)
    )
