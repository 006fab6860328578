-- How much is in this database?
--
-- Takes    nothing
-- Returns  one row: scans, last_utc (null if there are none)
-- Order    one row
SELECT
    count(*) AS scans,
    max(received_at_utc) AS last_utc
FROM scan
