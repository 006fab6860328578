-- Which conversations of this attendee still lack their own answer?
--
-- Takes    $attendee_id, $since_utc
-- Returns  one row per conversation begun since then and not ended: conversation_id
-- Order    the newest first, then conversation_id
SELECT conversation.conversation_id
FROM conversation
WHERE
    $attendee_id IN (conversation.lower_id, conversation.higher_id)
    AND conversation.started_at_utc > $since_utc
    AND NOT EXISTS (
        SELECT 1
        FROM conversation_end
        WHERE conversation_end.conversation_id = conversation.conversation_id
    )
    AND NOT EXISTS (
        SELECT 1
        FROM answer
        WHERE
            answer.conversation_id = conversation.conversation_id
            AND answer.author_id = $attendee_id
    )
ORDER BY conversation.started_at_utc DESC, conversation.conversation_id
