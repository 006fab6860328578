-- What did a kiosk report last of itself, at whichever process?
--
-- Takes    $kiosk_id
-- Returns  one row if it ever did: seen_at_utc, camera, camera_ok_at_utc
-- Order    one row
SELECT
    seen_at_utc,
    camera,
    camera_ok_at_utc
FROM kiosk_health
WHERE kiosk_id = $kiosk_id
