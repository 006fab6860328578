-- Take an introduction away.
--
-- Takes    $introduction_id
-- Returns  nothing
-- Order    none
DELETE FROM introduction
WHERE introduction_id = $introduction_id
