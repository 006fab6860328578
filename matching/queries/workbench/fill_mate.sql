-- Who could give one thing and take another? One key for each pair of an offer and a need.
--
-- Takes    nothing; reads the table looker
-- Returns  nothing; adds to the table mate the rows of these people, each in a block by a hash, so
--          that the same few are not met by everybody
-- Order    by key, block, person
INSERT INTO mate
SELECT
    need.pid,
    exchange.exchange,
    hash(need.pid, exchange.exchange, 1) % exchange.blocks AS block
FROM need
SEMI JOIN looker ON need.pid = looker.pid
INNER JOIN offer ON need.pid = offer.pid
INNER JOIN exchange ON need.term * 4294967296 + offer.term = exchange.exchange
ORDER BY 2, 3, 1
