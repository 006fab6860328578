-- How many came in within which minute?
--
-- Takes    $event_id
-- Returns  one row per minute in which anybody was admitted: minute_utc, admitted
-- Order    by minute
SELECT
    date_trunc('minute', admitted_at_utc) AS minute_utc,
    count(*) AS admitted
FROM current_admission
WHERE event_id = $event_id
GROUP BY date_trunc('minute', admitted_at_utc)
ORDER BY minute_utc
