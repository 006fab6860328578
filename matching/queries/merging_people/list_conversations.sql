-- Which conversations did these attendees have, and how do they stand?
--
-- Takes    $attendee_ids
-- Returns  one row per conversation: the conversation, is_ended, is_connected
-- Order    none is needed
SELECT
    conversation.conversation_id,
    conversation.event_id,
    conversation.lower_id,
    conversation.higher_id,
    conversation.starter_id,
    conversation.lower_prompt,
    conversation.higher_prompt,
    conversation.kiosk,
    conversation.started_at_utc,
    conversation_end.conversation_id IS NOT NULL AS is_ended,
    connection.conversation_id IS NOT NULL AS is_connected
FROM conversation
LEFT JOIN conversation_end ON conversation.conversation_id = conversation_end.conversation_id
LEFT JOIN connection ON conversation.conversation_id = connection.conversation_id
WHERE
    conversation.lower_id IN (SELECT unnest($attendee_ids::UUID []))
    OR conversation.higher_id IN (SELECT unnest($attendee_ids::UUID []))
