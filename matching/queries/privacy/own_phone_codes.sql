-- Which links did kiosks hand out in this person's name?
--
-- Takes    $person_id
-- Returns  one row per link
-- Order    given_at_utc, then phone_code_id
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
    phone_code.kiosk,
    phone_code.given_at_utc,
    phone_code.revoked_at_utc
FROM mine
INNER JOIN phone_code
    ON
        mine.conversation_id = phone_code.conversation_id
        AND mine.attendee_id = phone_code.attendee_id
ORDER BY phone_code.given_at_utc, phone_code.phone_code_id
