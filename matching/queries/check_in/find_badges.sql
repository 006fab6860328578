-- Whose are these badges?
--
-- Takes    $codes
-- Returns  one row per known badge: code, series_id, person_id, ended_at_utc
-- Order    none is needed
SELECT
    code,
    series_id,
    person_id,
    ended_at_utc
FROM badge
WHERE code IN $codes
