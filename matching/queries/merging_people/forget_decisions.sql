-- Forget what was said to an introduction that is there no more.
--
-- Takes    $introduction_id
-- Returns  nothing
-- Order    none
DELETE FROM introduction_decision
WHERE introduction_id = $introduction_id
