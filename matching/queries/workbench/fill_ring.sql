-- In which order do the people of a group, and of the event, stand in a ring?
--
-- Takes    nothing
-- Returns  nothing; fills the table ring: one ring of each group and one of all (-1), in the order of
--          a hash
-- Order    none is needed
INSERT INTO ring
WITH spot AS (
    SELECT
        pid,
        grp AS ring,
        hash(pid) AS spot
    FROM person
    WHERE grp IS NOT NULL
    UNION ALL
    SELECT
        pid,
        -1 AS ring,
        hash(pid, 1) AS spot
    FROM person
)

SELECT
    pid,
    ring,
    spot,
    row_number() OVER (PARTITION BY ring ORDER BY spot, pid) - 1 AS place,
    count(*) OVER (PARTITION BY ring) AS length
FROM spot
