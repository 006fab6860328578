-- Through whom could each suggested pair be introduced?
--
-- Takes    nothing; reads the table candidate as the pairs that were suggested
-- Returns  one row per pair with a common acquaintance: a, b, via (whom fewest others know; of
--          equal ones the smaller number)
-- Order    by both numbers
WITH shared AS (
    SELECT
        candidate.a,
        candidate.b,
        near.b AS via,
        activity.degree
    FROM candidate
    INNER JOIN friend AS near ON candidate.a = near.a
    INNER JOIN friend AS far ON near.b = far.a AND candidate.b = far.b
    INNER JOIN activity ON near.b = activity.pid
)

SELECT
    a,
    b,
    min_by(via, degree * 1048576 + via) AS via
FROM shared
GROUP BY a, b
ORDER BY a, b
