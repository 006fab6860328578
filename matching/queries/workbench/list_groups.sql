-- Of which group is each person?
--
-- Takes    nothing
-- Returns  one row per person: pid, grp (-1 where it is unknown)
-- Order    by person
SELECT
    pid,
    coalesce(grp, -1) AS grp
FROM person
ORDER BY pid
