-- How many places of the event are taken, and how many of them by people who registered here?
--
-- Takes    $event_id, $source (how ids of registrations begin, with a % at the end)
-- Returns  one row: taken (everybody who is expected), registered (of these)
-- Order    none is needed
SELECT
    count(*) AS taken,
    count(*) FILTER (
        WHERE EXISTS (
            SELECT 1
            FROM ticket
            WHERE ticket.attendee_id = attendee.attendee_id AND ticket.source_id LIKE $source
        )
    ) AS registered
FROM attendee
WHERE event_id = $event_id AND status = 'expected'
