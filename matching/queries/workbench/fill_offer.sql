-- What does each person offer, as a vector of length one over its terms?
--
-- Takes    $unheard (the idf_squared of a term without a weight, as of one person)
-- Returns  nothing; adds to the table offer those who are in the table wish. Declared terms are a part
--          of all declared ones, learned terms a part of all that is known
-- Order    by term, then person
INSERT INTO offer
WITH told AS (
    SELECT
        pid,
        term,
        bool_and(is_learned) AS is_learned
    FROM wish
    WHERE NOT is_need
    GROUP BY pid, term
),

weighed AS (
    SELECT
        told.pid,
        told.term,
        told.is_learned,
        coalesce(term_weight.people, 1) AS people,
        coalesce(term_weight.idf_squared, $unheard) AS idf_squared
    FROM told
    LEFT JOIN term_weight ON told.term = term_weight.term
),

summed AS (
    SELECT
        *,
        sum(idf_squared) OVER (PARTITION BY pid) AS all_squared,
        sum(CASE WHEN is_learned THEN 0 ELSE idf_squared END) OVER (PARTITION BY pid)
            AS declared_squared
    FROM weighed
)

SELECT
    pid,
    term,
    is_learned,
    round(
        1048576
        * sqrt(idf_squared / CASE WHEN is_learned THEN all_squared ELSE declared_squared END)
    ) AS weight,
    people
FROM summed
ORDER BY term, pid
