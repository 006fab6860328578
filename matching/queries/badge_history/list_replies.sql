-- What was said to suggestions in this person's name?
--
-- Takes    $person_id
-- Returns  one row per act: act_id, kind, happened_at_utc, event_id, attendee_id, kiosk, other_name,
--          detail, is_standing (taking it back changes something)
-- Order    none: the caller puts all acts in order
SELECT
    reply.reply_id AS act_id,
    'reply' AS kind,
    reply.replied_at_utc AS happened_at_utc,
    reply.event_id,
    reply.author_id AS attendee_id,
    reply.kiosk,
    coalesce(person.name, '') AS other_name,
    reply.kind AS detail,
    reply.kind <> 'none' AND current_reply.reply_id IS NOT NULL AS is_standing
FROM suggestion_reply AS reply
INNER JOIN attendee ON reply.author_id = attendee.attendee_id
LEFT JOIN attendee AS about ON reply.about_id = about.attendee_id
LEFT JOIN person ON about.person_id = person.person_id
LEFT JOIN current_reply ON reply.reply_id = current_reply.reply_id
WHERE attendee.person_id = $person_id AND reply.channel <> 'page'
