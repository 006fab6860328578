-- Which browsers are kiosks?
--
-- Takes    nothing
-- Returns  one row per kiosk: kiosk_id, number, name, mode
-- Order    number, then kiosk_id
SELECT
    kiosk_id,
    number,
    name,
    mode
FROM kiosk
WHERE revoked_at_utc IS NULL
ORDER BY number, kiosk_id
