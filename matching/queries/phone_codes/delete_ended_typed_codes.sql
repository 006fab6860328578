-- Delete the typed codes that have ended.
--
-- Takes    $now_utc
-- Returns  nothing
-- Order    none
DELETE FROM typed_code
WHERE ends_at_utc <= $now_utc
