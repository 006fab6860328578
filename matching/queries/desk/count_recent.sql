-- How many were admitted for the first time since a moment?
--
-- Takes    $event_id, $since_utc
-- Returns  one row: admitted
-- Order    one row
SELECT count(*) AS admitted
FROM current_admission
WHERE event_id = $event_id AND received_at_utc > $since_utc
