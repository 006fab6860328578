-- Who of the series could a newcomer be?
--
-- Takes    $series_id, $event_id
-- Returns  one row per person: person_id, attendee_id (nothing where not on the event's list), name,
--          name_key, company, email, email_key
-- Order    those on the list first, then by name, then person_id
SELECT
    person.person_id,
    attendee.attendee_id,
    person.name,
    person.name_key,
    person.company,
    person.email,
    person.email_key
FROM person
LEFT JOIN attendee
    ON person.person_id = attendee.person_id AND attendee.event_id = $event_id
WHERE person.series_id = $series_id
ORDER BY attendee.attendee_id IS NULL, person.name, person.person_id
