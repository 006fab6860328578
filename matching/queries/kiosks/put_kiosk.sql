-- Which browser is a kiosk?
--
-- Takes    $kiosk_id, $number, $name, $mode, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO kiosk (kiosk_id, number, name, mode, enrolled_at_utc)
VALUES ($kiosk_id, $number, $name, $mode, $now_utc)
ON CONFLICT (kiosk_id) DO NOTHING
