-- Who has come since activity was measured? They count as not having connected yet.
--
-- Takes    nothing; reads the table looker
-- Returns  nothing; adds to the table activity
-- Order    none is needed
INSERT INTO activity
SELECT
    pid,
    0 AS degree,
    1099511627776 AS share
FROM looker
ANTI JOIN activity ON looker.pid = activity.pid
