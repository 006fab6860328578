-- What are these attendees called, of whom mails are told to the organiser?
--
-- Takes    $attendee_ids
-- Returns  one row per attendee who takes part in more than the entry: attendee_id, name
-- Order    as a Polish phone book: family name, name, then id
SELECT
    attendee.attendee_id,
    person.name
FROM attendee
INNER JOIN person ON attendee.person_id = person.person_id
LEFT JOIN current_consent AS entry_only
    ON person.person_id = entry_only.person_id AND entry_only.kind = 'entry_only'
WHERE
    attendee.attendee_id IN (SELECT unnest($attendee_ids::UUID []))
    AND NOT coalesce(entry_only.is_given, FALSE)
ORDER BY person.family_name COLLATE pl, person.name COLLATE pl, attendee.attendee_id
