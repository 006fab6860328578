-- Which codes for a phone were handed out to this person's badge?
--
-- Takes    $person_id
-- Returns  one row per act: act_id, kind, happened_at_utc, event_id, attendee_id, kiosk,
--          conversation_id, other_name,
--          detail, is_standing (taking it back changes something)
-- Order    none: the caller puts all acts in order
SELECT
    phone_code.phone_code_id AS act_id,
    'phone_code' AS kind,
    phone_code.given_at_utc AS happened_at_utc,
    side.event_id,
    side.attendee_id,
    phone_code.kiosk,
    side.conversation_id,
    side.other_name,
    '' AS detail,
    phone_code.revoked_at_utc IS NULL AND conversation_end.conversation_id IS NULL AS is_standing
FROM phone_code
INNER JOIN conversation_side AS side
    ON
        phone_code.conversation_id = side.conversation_id
        AND phone_code.attendee_id = side.attendee_id
LEFT JOIN conversation_end ON phone_code.conversation_id = conversation_end.conversation_id
WHERE side.person_id = $person_id
