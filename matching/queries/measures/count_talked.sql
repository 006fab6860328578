-- How many guests have connected with somebody at this event?
--
-- Takes    $event_id
-- Returns  one row: guests, talked (of them with at least one connection)
-- Order    one row
WITH connected AS (
    SELECT lower_id AS attendee_id
    FROM connection
    WHERE event_id = $event_id
    UNION
    SELECT higher_id AS attendee_id
    FROM connection
    WHERE event_id = $event_id
)

SELECT
    count(*) AS guests,
    count(connected.attendee_id) AS talked
FROM counted_guest
LEFT JOIN connected ON counted_guest.attendee_id = connected.attendee_id
WHERE counted_guest.event_id = $event_id
