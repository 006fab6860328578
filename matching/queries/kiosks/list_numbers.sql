-- Which numbers are taken, by kiosks and by codes that wait?
--
-- Takes    nothing
-- Returns  one row per number: number
-- Order    number
SELECT number
FROM kiosk
WHERE revoked_at_utc IS NULL
UNION
SELECT number
FROM kiosk_code
ORDER BY number
