-- Which conversations of this attendee still lack their own answer, and can get it?
--
-- Takes    $attendee_id, $since_utc
-- Returns  one row per conversation begun since then, not ended, both taking part: conversation_id
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
        FROM attendee
        INNER JOIN current_consent ON attendee.person_id = current_consent.person_id
        WHERE
            attendee.attendee_id IN (conversation.lower_id, conversation.higher_id)
            AND current_consent.kind = 'entry_only'
            AND current_consent.is_given
    )
    AND NOT EXISTS (
        SELECT 1
        FROM answer
        WHERE
            answer.conversation_id = conversation.conversation_id
            AND answer.author_id = $attendee_id
    )
ORDER BY conversation.started_at_utc DESC, conversation.conversation_id
