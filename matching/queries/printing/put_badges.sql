-- These badges were printed; the latest time counts.
--
-- Takes    $codes, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO printed_badge (code, printed_at_utc)
SELECT
    unnest($codes::TEXT []) AS code,
    $now_utc AS printed_at_utc
ON CONFLICT (code) DO UPDATE SET
    printed_at_utc = excluded.printed_at_utc
