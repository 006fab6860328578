-- Is this decision kept already?
--
-- Takes    $decision_id
-- Returns  at most one row: decision_id, introduction_id
-- Order    none is needed
SELECT
    decision_id,
    introduction_id
FROM introduction_decision
WHERE decision_id = $decision_id
