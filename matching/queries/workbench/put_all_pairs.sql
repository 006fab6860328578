-- Whom of all who may be named are these people not known to have met?
--
-- Takes    nothing; reads the table looker
-- Returns  nothing; fills the table candidate with each such pair, who looks first
-- Order    none is needed
INSERT INTO candidate (a, b)
SELECT
    one.pid AS a,
    other.pid AS b
FROM person AS one
SEMI JOIN looker ON one.pid = looker.pid
INNER JOIN person AS other ON one.pid <> other.pid
ANTI JOIN known ON one.pid = known.a AND other.pid = known.b
WHERE one.may_be_named AND other.may_be_named
