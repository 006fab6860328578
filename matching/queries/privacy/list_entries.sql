-- By which names and addresses, as ids, did guest lists know this person?
--
-- Takes    $person_id
-- Returns  one row per entry: source_id
-- Order    source_id
SELECT DISTINCT ticket.source_id
FROM ticket
INNER JOIN attendee ON ticket.attendee_id = attendee.attendee_id
WHERE attendee.person_id = $person_id AND ticket.source_id LIKE 'list:%'
ORDER BY ticket.source_id
