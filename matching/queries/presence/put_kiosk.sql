-- What a kiosk reported last of itself.
--
-- Takes    $kiosk_id, $seen_at_utc, $camera, $camera_ok_at_utc (nothing for never)
-- Returns  nothing
-- Order    none
INSERT INTO kiosk_health (kiosk_id, seen_at_utc, camera, camera_ok_at_utc)
VALUES ($kiosk_id, $seen_at_utc, $camera, $camera_ok_at_utc)
ON CONFLICT (kiosk_id) DO UPDATE
SET
    seen_at_utc = excluded.seen_at_utc,
    camera = excluded.camera,
    camera_ok_at_utc = excluded.camera_ok_at_utc
