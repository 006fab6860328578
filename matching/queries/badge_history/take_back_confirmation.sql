-- Forget this confirmation.
--
-- Takes    $act_id
-- Returns  nothing
-- Order    none
DELETE FROM confirmation
WHERE confirmation_id = $act_id
