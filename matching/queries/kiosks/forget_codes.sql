-- Codes that enrol nobody any more are forgotten.
--
-- Takes    $now_utc
-- Returns  nothing
-- Order    none
DELETE FROM kiosk_code
WHERE ends_at_utc <= $now_utc
