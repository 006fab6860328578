-- Use a code up.
--
-- Takes    $code_hash, $now_utc
-- Returns  the kiosk it makes, or no row: number, name, mode
-- Order    one row at most
DELETE FROM kiosk_code
WHERE code_hash = $code_hash AND ends_at_utc > $now_utc
RETURNING number, name, mode
