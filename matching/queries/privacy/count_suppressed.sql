-- How many people shall not come back by a guest list?
--
-- Takes    nothing
-- Returns  one row: suppressed; what lists called them before counts nobody
-- Order    one row
SELECT count(*) AS suppressed
FROM suppression
WHERE key_hash NOT LIKE 'list:%'
