-- Which acts did this person report as not theirs?
--
-- Takes    $person_id
-- Returns  one row per report: note_id, which is the id of the act
-- Order    none is needed
SELECT desk_note.note_id
FROM desk_note
INNER JOIN attendee ON desk_note.attendee_id = attendee.attendee_id
WHERE attendee.person_id = $person_id AND desk_note.kind = 'not_me'
