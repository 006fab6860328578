-- Is this promise kept already?
--
-- Takes    $promise_id
-- Returns  at most one row: promise_id
-- Order    none is needed
SELECT promise_id
FROM promise
WHERE promise_id = $promise_id
