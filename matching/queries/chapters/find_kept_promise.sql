-- Was this promise kept, as its author says?
--
-- Takes    $promise_id
-- Returns  one row if it was: promise_id
-- Order    none is needed
SELECT promise_id
FROM promise_kept
WHERE promise_id = $promise_id
