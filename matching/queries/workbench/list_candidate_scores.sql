-- What are the suggested pairs worth?
--
-- Takes    nothing; reads the table candidate as the pairs that were suggested
-- Returns  one row per pair: a, b, score (millionths)
-- Order    none is needed
SELECT
    scored.a,
    scored.b,
    scored.score
FROM scored
SEMI JOIN candidate ON scored.a = candidate.a AND scored.b = candidate.b
