-- By which ids are people known: tickets of this event, and list entries of the whole series?
--
-- Takes    $event_id, $series_id
-- Returns  one row per id: source_id, person_id, is_here (of this event)
-- Order    other events first, then source_id, so that this event's meaning of an id is read last
SELECT
    ticket.source_id,
    attendee.person_id,
    ticket.event_id = $event_id AS is_here
FROM ticket
INNER JOIN attendee ON ticket.attendee_id = attendee.attendee_id
INNER JOIN person ON attendee.person_id = person.person_id
WHERE
    person.series_id = $series_id
    AND (ticket.event_id = $event_id OR ticket.source_id LIKE 'list:%')
ORDER BY is_here, ticket.source_id, attendee.person_id
