-- Who of this series has this name and address, and are they on the list of the event?
--
-- Takes    $series_id, $event_id, $name_key, $email_key
-- Returns  at most one row: person_id, attendee_id and status (of this event, or null), was_member
-- Order    who is on the list of the event first, then whoever is known longest
SELECT
    person.person_id,
    attendee.attendee_id,
    attendee.status,
    EXISTS (
        SELECT 1
        FROM attendee AS before
        WHERE before.person_id = person.person_id AND before.role = 'member'
    ) AS was_member
FROM person
LEFT JOIN attendee
    ON person.person_id = attendee.person_id AND attendee.event_id = $event_id
WHERE
    person.series_id = $series_id
    AND person.name_key = $name_key
    AND person.email_key = $email_key
ORDER BY attendee.attendee_id IS NULL, person.created_at_utc, person.person_id
LIMIT 1
