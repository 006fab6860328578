-- Issue one badge to each of these people.
--
-- Takes    $series_id, $now_utc, and lists of the same length: $codes, $person_ids
-- Returns  nothing
-- Order    none
INSERT INTO badge (code, series_id, person_id, issued_at_utc)
SELECT
    unnest($codes::TEXT []),
    $series_id,
    unnest($person_ids::UUID []),
    $now_utc
