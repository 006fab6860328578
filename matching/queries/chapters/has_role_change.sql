-- Is this change of a role kept already?
--
-- Takes    $change_id
-- Returns  one row if it is: change_id
-- Order    none is needed
SELECT change_id
FROM role_change
WHERE change_id = $change_id
