-- Is this correction kept already, or was it?
--
-- Takes    $correction_id
-- Returns  at most one row: correction_id
-- Order    none is needed
SELECT correction_id
FROM correction
WHERE correction_id = $correction_id
UNION ALL
SELECT fact_id AS correction_id
FROM gone_fact
WHERE fact_id = $correction_id
