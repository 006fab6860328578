-- What does the record of this person of the series say?
--
-- Takes    $person_id, $event_id, $series_id
-- Returns  at most one row: the record, and attendee_id (nothing where not invited to the event)
-- Order    at most one row
SELECT
    person.person_id,
    attendee.attendee_id,
    person.is_blocked,
    person.name,
    person.email,
    person.phone,
    person.company,
    person.job_title,
    person.sector,
    person.language,
    person.offers,
    person.needs
FROM person
LEFT JOIN attendee
    ON person.person_id = attendee.person_id AND attendee.event_id = $event_id
WHERE person.person_id = $person_id AND person.series_id = $series_id
