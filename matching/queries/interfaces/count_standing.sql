-- How many admissions and connections stand, at all events?
--
-- Takes    nothing
-- Returns  one row: admissions, connections
-- Order    none is needed
SELECT
    (SELECT count(*) FROM current_admission) AS admissions,
    (SELECT count(*) FROM connection) AS connections
