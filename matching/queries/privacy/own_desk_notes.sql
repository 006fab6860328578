-- What did staff note of this person, what did they report?
--
-- Takes    $person_id
-- Returns  one row per note
-- Order    noted_at_utc, then note_id
SELECT
    event.name AS event,
    desk_note.kind,
    desk_note.kiosk,
    desk_note.noted_at_utc
FROM desk_note
INNER JOIN attendee ON desk_note.attendee_id = attendee.attendee_id
INNER JOIN event ON desk_note.event_id = event.event_id
WHERE attendee.person_id = $person_id
ORDER BY desk_note.noted_at_utc, desk_note.note_id
