-- Which kinds of acts does the log have?
--
-- Takes    nothing
-- Returns  one row per kind: act
-- Order    act
SELECT DISTINCT act
FROM audit
ORDER BY act
