-- Forget the scores of pairs that get no close look from either side any more.
--
-- Takes    nothing
-- Returns  nothing; deletes from the table scored
-- Order    none
DELETE FROM scored
WHERE
    NOT EXISTS (SELECT 1 FROM near WHERE near.a = scored.a AND near.b = scored.b)
    AND NOT EXISTS (SELECT 1 FROM near WHERE near.a = scored.b AND near.b = scored.a)
