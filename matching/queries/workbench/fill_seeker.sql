-- With which keys does each person look for a mate, and in which block?
--
-- Takes    nothing
-- Returns  nothing; fills the table seeker: somebody's need and offer, turned round
-- Order    by person, key
INSERT INTO seeker
WITH key AS (
    SELECT
        exchange,
        max(block) + 1 AS blocks
    FROM mate
    GROUP BY exchange
)

SELECT
    need.pid,
    key.exchange,
    hash(need.pid, key.exchange) % key.blocks AS block
FROM need
INNER JOIN offer ON need.pid = offer.pid
INNER JOIN key ON offer.term * 4294967296 + need.term = key.exchange
ORDER BY 1, 2
