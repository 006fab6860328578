-- Who could give one thing and take another? One key for each pair of an offer and a need.
--
-- Takes    $block (how many people of one key are looked at together)
-- Returns  nothing; fills the table mate. A key that many share is cut into blocks by a hash, so
--          that no key costs the square of its people, and the same few are not met by everybody
-- Order    by key, block, person
INSERT INTO mate
WITH exchange AS (
    SELECT
        need.pid,
        need.term * 4294967296 + offer.term AS key
    FROM need
    INNER JOIN offer ON need.pid = offer.pid
),

placed AS (
    SELECT
        pid,
        key,
        count(*) OVER (PARTITION BY key) AS people,
        row_number() OVER (PARTITION BY key ORDER BY hash(pid, key), pid) - 1 AS place
    FROM exchange
)

SELECT
    pid,
    key,
    CASE WHEN people <= 2 * $block THEN 0 ELSE place % (people // $block) END AS block
FROM placed
ORDER BY 2, 3, 1
