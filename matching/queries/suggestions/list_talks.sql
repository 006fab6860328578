-- Which participants of this event have talked, here or at another event of the series?
--
-- Takes    $event_id
-- Returns  one row per conversation: one_id, other_id (participants of this event),
--          conversation_id, is_connected; the ids as texts
-- Order    by conversation
SELECT
    one.attendee_id::TEXT AS one_id,
    other.attendee_id::TEXT AS other_id,
    conversation.conversation_id::TEXT AS conversation_id,
    connection.conversation_id IS NOT NULL AS is_connected
FROM conversation
INNER JOIN attendee AS lower ON conversation.lower_id = lower.attendee_id
INNER JOIN attendee AS higher ON conversation.higher_id = higher.attendee_id
INNER JOIN participant AS one
    ON lower.person_id = one.person_id AND one.event_id = $event_id
INNER JOIN participant AS other
    ON higher.person_id = other.person_id AND other.event_id = $event_id
LEFT JOIN connection ON conversation.conversation_id = connection.conversation_id
ORDER BY conversation_id
