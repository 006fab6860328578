-- By which ids do ticketing systems know this person?
--
-- Takes    $person_id
-- Returns  one row per id
-- Order    event, then id
SELECT
    event.name AS event,
    ticket.source_id
FROM ticket
INNER JOIN attendee ON ticket.attendee_id = attendee.attendee_id
INNER JOIN event ON attendee.event_id = event.event_id
WHERE attendee.person_id = $person_id AND ticket.source_id NOT LIKE 'list:%'
ORDER BY event.created_at_utc, ticket.source_id
