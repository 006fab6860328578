-- Is this decision kept already?
--
-- Takes    $release_id
-- Returns  one row if it is: release_id
-- Order    none is needed
SELECT release_id
FROM release
WHERE release_id = $release_id
