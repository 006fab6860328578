-- Begin with other pairs.
--
-- Takes    nothing
-- Returns  nothing; empties the table candidate
-- Order    none
DELETE FROM candidate
