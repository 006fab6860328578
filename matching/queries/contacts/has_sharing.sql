-- Is this choice kept already, or was it?
--
-- Takes    $sharing_id
-- Returns  at most one row: sharing_id
-- Order    none is needed
SELECT sharing_id
FROM sharing
WHERE sharing_id = $sharing_id
UNION ALL
SELECT fact_id AS sharing_id
FROM gone_fact
WHERE fact_id = $sharing_id
