-- With which keys does each person look for a mate, and in which block?
--
-- Takes    nothing; reads the table looker
-- Returns  nothing; adds to the table seeker the rows of these people: their need and offer, turned
--          round
-- Order    by person, key
INSERT INTO seeker
SELECT
    need.pid,
    exchange.exchange,
    hash(need.pid, exchange.exchange) % exchange.blocks AS block
FROM need
SEMI JOIN looker ON need.pid = looker.pid
INNER JOIN offer ON need.pid = offer.pid
INNER JOIN exchange ON offer.term * 4294967296 + need.term = exchange.exchange
ORDER BY 1, 2
