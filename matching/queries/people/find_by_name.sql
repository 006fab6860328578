-- Whose full name is this at this event?
--
-- Takes    $event_id, $name_key
-- Returns  one row per attendee with exactly that folded name: attendee_id, email_key
-- Order    attendee_id
SELECT
    attendee.attendee_id,
    person.email_key
FROM attendee
INNER JOIN person ON attendee.person_id = person.person_id
WHERE attendee.event_id = $event_id AND person.name_key = $name_key AND person.name_key <> ''
ORDER BY attendee.attendee_id
