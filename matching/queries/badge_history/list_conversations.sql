-- Which conversations began with a badge of this person, shown first or second?
--
-- Takes    $person_id
-- Returns  one row per act: act_id, kind, happened_at_utc, event_id, attendee_id, kiosk,
--          conversation_id, other_name,
--          detail, is_standing (taking it back changes something)
-- Order    none: the caller puts all acts in order
SELECT
    side.conversation_id AS act_id,
    CASE
        WHEN conversation.starter_id = side.attendee_id THEN 'conversation' ELSE 'partner'
    END AS kind,
    conversation.started_at_utc AS happened_at_utc,
    side.event_id,
    side.attendee_id,
    conversation.kiosk,
    side.conversation_id,
    side.other_name,
    CASE WHEN conversation_end.conversation_id IS NULL THEN '' ELSE 'ended' END AS detail,
    conversation_end.conversation_id IS NULL AS is_standing
FROM conversation
INNER JOIN conversation_side AS side ON conversation.conversation_id = side.conversation_id
LEFT JOIN conversation_end ON conversation.conversation_id = conversation_end.conversation_id
WHERE
    side.person_id = $person_id
    AND NOT EXISTS (
        SELECT 1
        FROM between_event
        WHERE between_event.event_id = conversation.event_id
    )
