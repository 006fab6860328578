-- How active are people, on average?
--
-- Takes    nothing
-- Returns  one row: people, the sum of the square roots of their degrees (in 2^-14), the sum of
--          the squares of those
-- Order    one row
WITH active AS (
    SELECT round(16384 * sqrt(degree)) AS root
    FROM activity
)

SELECT
    count(*) AS people,
    coalesce(sum(root), 0) AS activity,
    coalesce(sum(root * root), 0) AS activity_squares
FROM active
