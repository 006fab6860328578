-- Keep the candidates as those who get a close look.
--
-- Takes    nothing; reads the table candidate
-- Returns  nothing; adds to the table near
-- Order    none is needed
INSERT INTO near
SELECT * FROM candidate
