-- Is this browser a kiosk now?
--
-- Takes    $kiosk_id
-- Returns  its row, or none: kiosk_id, number, name, mode
-- Order    one row at most
SELECT
    kiosk_id,
    number,
    name,
    mode
FROM kiosk
WHERE kiosk_id = $kiosk_id AND revoked_at_utc IS NULL
