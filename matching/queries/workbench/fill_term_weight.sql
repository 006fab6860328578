-- How much does a term tell? The fewer people need or offer it, the more.
--
-- Takes    nothing
-- Returns  nothing; fills the table term_weight: people, and the square of
--          idf = ln(1 + everybody / people) as a whole number of 2^-20
-- Order    by term
INSERT INTO term_weight
WITH counted AS (
    SELECT
        term,
        count(DISTINCT pid) AS people
    FROM wish
    GROUP BY term
)

SELECT
    term,
    people,
    round(1048576 * ln(1 + (SELECT count(*) FROM person) / people) ** 2) AS idf_squared
FROM counted
ORDER BY term
