-- Which pairs get a close look and have no score?
--
-- Takes    nothing
-- Returns  nothing; fills the table candidate with each such pair as it is looked at
-- Order    none is needed
INSERT INTO candidate
SELECT *
FROM near
ANTI JOIN scored ON near.a = scored.a AND near.b = scored.b
