-- Let the decisions of one person be another's.
--
-- Takes    $kept_id, $gone_id
-- Returns  nothing
-- Order    none
UPDATE consent
SET person_id = $kept_id
WHERE person_id = $gone_id
