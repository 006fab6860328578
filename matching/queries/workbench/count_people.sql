-- How many people are there, and how many companies do they come from?
--
-- Takes    nothing
-- Returns  one row: people, companies (at least 2 where somebody's is unknown)
-- Order    one row
SELECT
    count(*) AS people,
    count(DISTINCT company) + 2 * least(count(*) FILTER (WHERE company IS NULL), 1) AS companies
FROM person
