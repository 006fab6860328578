-- Let the badges of one person be another's; all stay valid.
--
-- Takes    $kept_id, $gone_id
-- Returns  nothing
-- Order    none
UPDATE badge
SET person_id = $kept_id
WHERE person_id = $gone_id
