-- Which pairs of people who may be named are not known to have met?
--
-- Takes    nothing
-- Returns  nothing; fills the table candidate with each such pair in both directions
-- Order    none is needed
INSERT INTO candidate
SELECT
    one.pid AS a,
    other.pid AS b
FROM person AS one
INNER JOIN person AS other ON one.pid <> other.pid
ANTI JOIN known ON one.pid = known.a AND other.pid = known.b
WHERE one.may_be_named AND other.may_be_named
