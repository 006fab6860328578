-- Which pairs of an offer and a need are there, and in how many blocks are their people?
--
-- Takes    $block (how many people of one key are looked at together)
-- Returns  nothing; fills the table exchange. A key that many share is cut into blocks, so that no
--          key costs the square of its people
-- Order    none is needed
INSERT INTO exchange
SELECT
    need.term * 4294967296 + offer.term AS exchange,
    CASE WHEN count(*) <= 2 * $block THEN 1 ELSE count(*) // $block END AS blocks
FROM need
INNER JOIN offer ON need.pid = offer.pid
GROUP BY ALL
