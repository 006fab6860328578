-- Since when does something wait for the file to be rewritten?
--
-- Takes    $since_utc (of the last rewrite)
-- Returns  one row: waits_since_utc, nothing if nothing waits
-- Order    one row
SELECT min(ran_at_utc) AS waits_since_utc
FROM privacy_run
WHERE kind <> 'rewrite' AND pieces > 0 AND ran_at_utc > $since_utc
