-- Whose close looks have to be chosen anew, because one of them is worth less than it was?
--
-- Takes    $wanted (close looks each); reads the table looker as the people who have changed, and the
--          table candidate as what they are worth now
-- Returns  one row per other person who had one of these in a full list of close looks, and to whom
--          they are now worth less than anybody in it was: a
-- Order    none is needed
WITH lowest AS (
    SELECT
        a,
        min(place) AS place
    FROM near
    GROUP BY a
    HAVING count(*) >= $wanted
)

SELECT DISTINCT near.a
FROM near
SEMI JOIN looker ON near.b = looker.pid
ANTI JOIN looker AS same ON near.a = same.pid
INNER JOIN lowest ON near.a = lowest.a
LEFT JOIN candidate ON near.a = candidate.a AND near.b = candidate.b
WHERE candidate.place IS NULL OR candidate.place < lowest.place
