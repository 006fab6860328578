-- Forget that a promise was kept: its author says it was not, after all.
--
-- Takes    $promise_id
-- Returns  nothing
-- Order    none
DELETE FROM promise_kept
WHERE promise_id = $promise_id
