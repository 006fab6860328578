-- What did this person say to suggestions?
--
-- Takes    $person_id
-- Returns  one row per reply
-- Order    replied_at_utc, then reply_id
SELECT
    event.name AS event,
    other.name AS about,
    suggestion_reply.kind,
    suggestion_reply.replied_at_utc
FROM suggestion_reply
INNER JOIN attendee ON suggestion_reply.author_id = attendee.attendee_id
INNER JOIN event ON suggestion_reply.event_id = event.event_id
INNER JOIN attendee AS about ON suggestion_reply.about_id = about.attendee_id
INNER JOIN person AS other ON about.person_id = other.person_id
WHERE attendee.person_id = $person_id
ORDER BY suggestion_reply.replied_at_utc, suggestion_reply.reply_id
