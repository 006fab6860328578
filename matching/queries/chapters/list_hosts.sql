-- Which members of this meeting can have invited a visitor, or be represented by a substitute?
--
-- Takes    $event_id
-- Returns  one row per member who takes part in more than the entry: person_id, name
-- Order    as a Polish phone book: family name, name, then id
SELECT
    attendee.person_id,
    person.name
FROM attendee
INNER JOIN person ON attendee.person_id = person.person_id
LEFT JOIN current_consent AS entry_only
    ON attendee.person_id = entry_only.person_id AND entry_only.kind = 'entry_only'
WHERE
    attendee.event_id = $event_id
    AND attendee.role = 'member'
    AND NOT coalesce(entry_only.is_given, FALSE)
ORDER BY person.family_name COLLATE pl, person.name COLLATE pl, attendee.person_id
