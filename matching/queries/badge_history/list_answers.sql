-- What was answered in this person's name?
--
-- Takes    $person_id
-- Returns  one row per act: act_id, kind, happened_at_utc, event_id, attendee_id, kiosk,
--          conversation_id, other_name, is_by_link,
--          detail, chips, is_standing (taking it back changes something)
-- Order    none: the caller puts all acts in order
SELECT
    answer.answer_id AS act_id,
    'answer' AS kind,
    answer.answered_at_utc AS happened_at_utc,
    side.event_id,
    side.attendee_id,
    answer.kiosk,
    side.conversation_id,
    side.other_name,
    answer.channel = 'link' AS is_by_link,
    answer.words AS detail,
    answer.chips,
    TRUE AS is_standing
FROM answer
INNER JOIN conversation_side AS side
    ON
        answer.conversation_id = side.conversation_id
        AND answer.author_id = side.attendee_id
WHERE side.person_id = $person_id AND answer.channel <> 'page'
