-- How fresh are the lists of an event?
--
-- Takes    $event_id
-- Returns  one row once a worker worked them out: as_of_utc, seconds
-- Order    one row
SELECT
    as_of_utc,
    seconds
FROM worked_out
WHERE event_id = $event_id
