-- That try was right.
--
-- Takes    $try_id
-- Returns  nothing
-- Order    none
DELETE FROM wrong_try
WHERE try_id = $try_id
