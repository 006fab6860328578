-- What was added to sentences about this person?
--
-- Takes    $person_id
-- Returns  one row per act: act_id, kind, happened_at_utc, event_id, attendee_id, kiosk,
--          conversation_id, other_name, is_by_link,
--          detail, is_standing (taking it back changes something)
-- Order    none: the caller puts all acts in order
SELECT
    correction.correction_id AS act_id,
    'correction' AS kind,
    correction.corrected_at_utc AS happened_at_utc,
    side.event_id,
    side.attendee_id,
    correction.kiosk,
    side.conversation_id,
    side.other_name,
    correction.channel = 'link' AS is_by_link,
    correction.words AS detail,
    TRUE AS is_standing
FROM correction
INNER JOIN answer ON correction.answer_id = answer.answer_id
INNER JOIN conversation_side AS side
    ON
        answer.conversation_id = side.conversation_id
        AND answer.about_id = side.attendee_id
WHERE side.person_id = $person_id AND correction.channel <> 'page'
