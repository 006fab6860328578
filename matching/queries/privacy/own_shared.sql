-- Which contact fields did this person give to whom?
--
-- Takes    $person_id
-- Returns  one row per choice
-- Order    decided_at_utc, then sharing_id
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
    mine.other_name AS given_to,
    sharing.fields,
    sharing.decided_at_utc
FROM mine
INNER JOIN sharing
    ON mine.conversation_id = sharing.conversation_id AND mine.attendee_id = sharing.owner_id
ORDER BY sharing.decided_at_utc, sharing.sharing_id
