-- Which browser is a kiosk no longer?
--
-- Takes    $kiosk_id, $now_utc
-- Returns  nothing
-- Order    none
UPDATE kiosk
SET revoked_at_utc = $now_utc
WHERE kiosk_id = $kiosk_id AND revoked_at_utc IS NULL
