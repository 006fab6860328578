-- Who tried at this door lately?
--
-- Takes    $door, $since_utc
-- Returns  one row per try: tried_at_utc, origin
-- Order    by time, then origin
SELECT
    tried_at_utc,
    origin
FROM wrong_try
WHERE door = $door AND tried_at_utc > $since_utc
ORDER BY tried_at_utc, origin
