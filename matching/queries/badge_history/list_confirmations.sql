-- Which sentences about this person were confirmed?
--
-- Takes    $person_id
-- Returns  one row per act: act_id, kind, happened_at_utc, event_id, attendee_id, kiosk,
--          conversation_id, other_name, is_by_link,
--          detail, is_standing (taking it back changes something)
-- Order    none: the caller puts all acts in order
SELECT
    confirmation.confirmation_id AS act_id,
    'confirmation' AS kind,
    confirmation.confirmed_at_utc AS happened_at_utc,
    side.event_id,
    side.attendee_id,
    confirmation.kiosk,
    side.conversation_id,
    side.other_name,
    confirmation.channel = 'link' AS is_by_link,
    '' AS detail,
    TRUE AS is_standing
FROM confirmation
INNER JOIN answer ON confirmation.answer_id = answer.answer_id
INNER JOIN conversation_side AS side
    ON
        answer.conversation_id = side.conversation_id
        AND answer.about_id = side.attendee_id
WHERE side.person_id = $person_id AND confirmation.channel <> 'page'
