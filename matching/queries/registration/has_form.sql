-- Was this form kept before?
--
-- Takes    $event_id, $source_id
-- Returns  at most one row: attendee_id
-- Order    none is needed
SELECT attendee_id
FROM ticket
WHERE event_id = $event_id AND source_id = $source_id
