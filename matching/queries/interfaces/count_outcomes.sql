-- What came of all scans, of all events?
--
-- Takes    nothing
-- Returns  one row per outcome that there was: outcome, scans
-- Order    outcome
SELECT
    outcome,
    count(*) AS scans
FROM scan
GROUP BY outcome
ORDER BY outcome
