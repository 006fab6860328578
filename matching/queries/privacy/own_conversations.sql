-- With whom did this person talk?
--
-- Takes    $person_id
-- Returns  one row per conversation; other is nobody where that person was erased
-- Order    started_at_utc, then conversation_id
WITH mine AS (
    SELECT
        conversation_side.conversation_id,
        conversation_side.attendee_id,
        conversation_side.other_name,
        event.name AS event
    FROM conversation_side
    INNER JOIN event ON conversation_side.event_id = event.event_id
    WHERE conversation_side.person_id = $person_id
)


SELECT
    mine.conversation_id,
    mine.event,
    mine.other_name AS other,
    conversation.starter_id = mine.attendee_id AS i_started,
    conversation.kiosk,
    conversation.started_at_utc,
    connection.connected_at_utc,
    conversation_end.conversation_id IS NOT NULL AS has_ended
FROM mine
INNER JOIN conversation ON mine.conversation_id = conversation.conversation_id
LEFT JOIN connection ON mine.conversation_id = connection.conversation_id
LEFT JOIN conversation_end ON mine.conversation_id = conversation_end.conversation_id
ORDER BY conversation.started_at_utc, mine.conversation_id
