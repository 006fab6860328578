-- Issue badges; without a person they are spare ones.
--
-- Takes    $codes (list), $series_id, $person_id (or null), $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO badge (code, series_id, person_id, issued_at_utc)
SELECT
    unnest($codes::TEXT []),
    $series_id,
    $person_id,
    $now_utc
