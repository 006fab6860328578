-- Which code makes a browser a kiosk, and which one?
--
-- Takes    $code_hash, $number, $name, $mode, $now_utc, $ends_at_utc
-- Returns  nothing
-- Order    none
INSERT INTO kiosk_code (code_hash, number, name, mode, made_at_utc, ends_at_utc)
VALUES ($code_hash, $number, $name, $mode, $now_utc, $ends_at_utc)
