-- Which conversations lack an answer and began too long ago?
--
-- Takes    $before_utc
-- Returns  one row per conversation that has not ended: conversation_id
-- Order    none is needed
SELECT conversation.conversation_id
FROM conversation
WHERE
    conversation.started_at_utc <= $before_utc
    AND NOT EXISTS (
        SELECT 1
        FROM conversation_end
        WHERE conversation_end.conversation_id = conversation.conversation_id
    )
    AND NOT EXISTS (
        SELECT 1
        FROM connection
        WHERE connection.conversation_id = conversation.conversation_id
    )
