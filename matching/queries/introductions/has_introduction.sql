-- Is this id taken by an introduction?
--
-- Takes    $introduction_id
-- Returns  at most one row: introduction_id
-- Order    none is needed
SELECT introduction_id
FROM introduction
WHERE introduction_id = $introduction_id
