-- Let the choices of what to share of one person be another's.
--
-- Takes    $kept_id, $gone_id
-- Returns  nothing
-- Order    none
UPDATE sharing
SET person_id = $kept_id
WHERE person_id = $gone_id
