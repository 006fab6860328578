-- How many people has each person connected with?
--
-- Takes    nothing
-- Returns  nothing; fills the table activity
-- Order    by person
INSERT INTO activity
WITH counted AS (
    SELECT
        a AS pid,
        count(*) AS degree
    FROM friend
    GROUP BY a
)

SELECT
    person.pid,
    coalesce(counted.degree, 0) AS degree,
    floor(1099511627776 / greatest(coalesce(counted.degree, 0), 1)) AS share
FROM person
LEFT JOIN counted ON person.pid = counted.pid
ORDER BY person.pid
