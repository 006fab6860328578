-- Is this choice kept already?
--
-- Takes    $sharing_id
-- Returns  at most one row: sharing_id
-- Order    none is needed
SELECT sharing_id
FROM sharing
WHERE sharing_id = $sharing_id
