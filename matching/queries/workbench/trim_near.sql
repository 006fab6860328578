-- Nobody gets more close looks than are wanted.
--
-- Takes    $wanted (close looks each); reads the table candidate as those who were added
-- Returns  nothing; deletes from the table near what is beyond
-- Order    none
DELETE FROM near
USING (
    SELECT
        near.a,
        near.b,
        row_number() OVER (PARTITION BY near.a ORDER BY near.place DESC) AS position
    FROM near
    SEMI JOIN candidate ON near.a = candidate.a
) AS ranked
WHERE ranked.position > $wanted AND near.a = ranked.a AND near.b = ranked.b
