-- Forget this correction; one that was added before it counts again.
--
-- Takes    $act_id
-- Returns  nothing
-- Order    none
DELETE FROM correction
WHERE correction_id = $act_id
