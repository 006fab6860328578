-- Who are a few others of the same group, or just of the event?
--
-- Takes    $few (of each kind); reads the table looker
-- Returns  nothing; adds to the table peer of these people the next ones in the ring of their group
--          and in the ring of all; who is in no ring yet stands where the hash would put them
-- Order    by person
INSERT INTO peer
WITH spot AS (
    SELECT
        person.pid,
        person.grp AS ring,
        hash(person.pid) AS spot
    FROM person
    SEMI JOIN looker ON person.pid = looker.pid
    WHERE person.grp IS NOT NULL
    UNION ALL
    SELECT
        person.pid,
        -1 AS ring,
        hash(person.pid, 1) AS spot
    FROM person
    SEMI JOIN looker ON person.pid = looker.pid
),

ahead AS (
    SELECT
        spot.pid,
        spot.ring,
        coalesce(ring.place + 1, 0) AS place
    FROM spot
    ASOF LEFT JOIN ring ON spot.ring = ring.ring AND spot.spot >= ring.spot
),

long AS (
    SELECT
        ring,
        any_value(length) AS length
    FROM ring
    GROUP BY ring
),

wanted AS (
    SELECT
        ahead.pid,
        ahead.ring,
        (ahead.place + unnest(range(0, $few))) % long.length AS place
    FROM ahead
    INNER JOIN long ON ahead.ring = long.ring
)

SELECT
    wanted.pid,
    other.pid AS other
FROM wanted
INNER JOIN ring AS other ON wanted.ring = other.ring AND wanted.place = other.place
WHERE wanted.pid <> other.pid
ORDER BY wanted.pid
