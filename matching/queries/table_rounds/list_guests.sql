-- Who takes part in the rounds: is in, expected, not blocked, and agreed to be suggested by name?
--
-- Takes    $event_id
-- Returns  one row per attendee: attendee_id, name
-- Order    as a Polish phone book: family name, name, then id
SELECT
    attendee.attendee_id,
    person.name
FROM attendee
INNER JOIN person ON attendee.person_id = person.person_id
INNER JOIN current_admission ON attendee.attendee_id = current_admission.attendee_id
INNER JOIN current_consent AS suggest
    ON attendee.person_id = suggest.person_id AND suggest.kind = 'suggest' AND suggest.is_given
LEFT JOIN current_consent AS entry_only
    ON
        attendee.person_id = entry_only.person_id
        AND entry_only.kind = 'entry_only'
        AND entry_only.is_given
WHERE
    attendee.event_id = $event_id
    AND attendee.status = 'expected'
    AND NOT person.is_blocked
    AND entry_only.person_id IS NULL
ORDER BY person.family_name COLLATE pl, person.name COLLATE pl, attendee.attendee_id
