-- By which time zone are the days of this event counted?
--
-- Takes    $event_id
-- Returns  at most one row: time_zone
-- Order    none is needed
SELECT time_zone
FROM event
WHERE event_id = $event_id
