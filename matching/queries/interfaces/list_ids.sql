-- By which ids do other systems know these attendees?
--
-- Takes    $event_id, $attendee_ids
-- Returns  one row per id that a program or a ticketing system gave: attendee_id, id
-- Order    id
SELECT
    attendee_id,
    substr(source_id, length('ticket:') + 1) AS id
FROM ticket
WHERE
    event_id = $event_id
    AND source_id LIKE 'ticket:%'
    AND attendee_id IN (SELECT unnest($attendee_ids::UUID []))
ORDER BY id
