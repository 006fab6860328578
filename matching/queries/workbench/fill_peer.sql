-- Who are a few others of the same group, or just of the event?
--
-- Takes    $few (of each kind)
-- Returns  nothing; fills the table peer: the next ones in a ring of the group, and in a ring of
--          all, both in the order of a hash
-- Order    by person
INSERT INTO peer
WITH ring AS (
    SELECT
        pid,
        grp AS ring,
        row_number() OVER (PARTITION BY grp ORDER BY hash(pid), pid) - 1 AS place,
        count(*) OVER (PARTITION BY grp) AS length
    FROM person
    WHERE grp IS NOT NULL
    UNION ALL
    SELECT
        pid,
        -1 AS ring,
        row_number() OVER (ORDER BY hash(pid, 1), pid) - 1 AS place,
        count(*) OVER () AS length
    FROM person
),

wanted AS (
    SELECT
        pid,
        ring,
        (place + unnest(range(1, $few + 1))) % length AS place
    FROM ring
)

SELECT
    wanted.pid,
    other.pid AS other
FROM wanted
INNER JOIN ring AS other ON wanted.ring = other.ring AND wanted.place = other.place
WHERE wanted.pid <> other.pid
ORDER BY wanted.pid
