-- How many people shall not come back by a guest list?
--
-- Takes    nothing
-- Returns  one row: suppressed
-- Order    one row
SELECT count(*) AS suppressed
FROM suppression
