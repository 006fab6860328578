-- Is this promise kept already, or was it?
--
-- Takes    $promise_id
-- Returns  at most one row: promise_id
-- Order    none is needed
SELECT promise_id
FROM promise
WHERE promise_id = $promise_id
UNION ALL
SELECT fact_id AS promise_id
FROM gone_fact
WHERE fact_id = $promise_id
