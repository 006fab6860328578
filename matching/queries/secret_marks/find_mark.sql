-- Which secret had the process that started last?
--
-- Takes    nothing
-- Returns  one row: mark; none before the first start
-- Order    one row
SELECT mark
FROM secret_mark
WHERE mark_id = 1
