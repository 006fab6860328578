-- Forget what is known of some pairs.
--
-- Takes    nothing; reads the table candidate as these pairs
-- Returns  nothing; deletes from the table known
-- Order    none
DELETE FROM known
USING candidate
WHERE known.a = candidate.a AND known.b = candidate.b
