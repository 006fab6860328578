-- Delete the codes that have ended.
--
-- Takes    $now
-- Returns  nothing
-- Order    none
DELETE FROM typed_code
WHERE ends_at_utc <= $now
