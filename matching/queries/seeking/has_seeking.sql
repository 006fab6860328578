-- Is this note kept already, or was it?
--
-- Takes    $seeking_id
-- Returns  at most one row: seeking_id
-- Order    none is needed
SELECT seeking_id
FROM seeking
WHERE seeking_id = $seeking_id
UNION ALL
SELECT fact_id AS seeking_id
FROM gone_fact
WHERE fact_id = $seeking_id
