-- In which conversations did this person take part, at all events?
--
-- Takes    $person_id
-- Returns  one row per conversation: conversation_id
-- Order    the newest first, then conversation_id
SELECT conversation.conversation_id
FROM conversation
INNER JOIN attendee
    ON attendee.attendee_id IN (conversation.lower_id, conversation.higher_id)
WHERE attendee.person_id = $person_id
ORDER BY conversation.started_at_utc DESC, conversation.conversation_id
