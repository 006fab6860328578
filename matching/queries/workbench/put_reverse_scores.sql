-- Who is worth a look because they were looked at from the other side?
--
-- Takes    nothing
-- Returns  nothing; adds to the table scored what it has in one direction only
-- Order    none is needed
INSERT INTO scored
SELECT
    b AS a,
    a AS b,
    score,
    shared,
    is_same_group,
    tier
FROM scored
ANTI JOIN scored AS other ON scored.a = other.b AND scored.b = other.a
