-- What was noted, in this person's name, of what others look for?
--
-- Takes    $person_id
-- Returns  one row per act: act_id, kind, happened_at_utc, event_id, attendee_id, kiosk,
--          conversation_id, other_name, is_by_link,
--          detail, chips, is_standing (taking it back changes something)
-- Order    none: the caller puts all acts in order
SELECT
    seeking.seeking_id AS act_id,
    'seeking' AS kind,
    seeking.noted_at_utc AS happened_at_utc,
    side.event_id,
    side.attendee_id,
    seeking.kiosk,
    side.conversation_id,
    side.other_name,
    seeking.channel = 'link' AS is_by_link,
    seeking.words AS detail,
    seeking.chips,
    seeking.words <> '' OR seeking.chips <> '' AS is_standing
FROM seeking
INNER JOIN conversation_side AS side
    ON
        seeking.conversation_id = side.conversation_id
        AND seeking.author_id = side.attendee_id
WHERE side.person_id = $person_id AND seeking.channel <> 'page'
