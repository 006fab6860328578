-- How does this introduction stand?
--
-- Takes    $introduction_id
-- Returns  at most one row: the columns of the view introduction_standing
-- Order    none is needed
SELECT *
FROM introduction_standing
WHERE introduction_id = $introduction_id
