-- What does each person need, as a vector of length one over its terms?
--
-- Takes    nothing
-- Returns  nothing; fills the table need. Declared terms are a part of all declared ones, learned
--          terms a part of all that is known
-- Order    by term, then person
INSERT INTO need
WITH told AS (
    SELECT
        pid,
        term,
        bool_and(is_learned) AS is_learned
    FROM wish
    WHERE is_need
    GROUP BY pid, term
),

weighed AS (
    SELECT
        told.pid,
        told.term,
        told.is_learned,
        term_weight.people,
        term_weight.idf_squared,
        sum(term_weight.idf_squared) OVER (PARTITION BY told.pid) AS all_squared,
        sum(CASE WHEN told.is_learned THEN 0 ELSE term_weight.idf_squared END)
            OVER (PARTITION BY told.pid) AS declared_squared
    FROM told
    INNER JOIN term_weight ON told.term = term_weight.term
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
FROM weighed
ORDER BY term, pid
