-- Does the database answer?
--
-- Takes    nothing
-- Returns  one row: number of the newest migration
-- Order    none
SELECT max(number) AS number
FROM migration
