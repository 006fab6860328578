-- Keep what was held before a camera, with what came of it.
--
-- Takes    lists of the same length: $scan_ids, $event_ids, $attendee_ids, $codes, $kiosks,
--          $directions, $sources, $outcomes, $happened, $received
-- Returns  nothing
-- Order    none
INSERT INTO scan (
    scan_id, event_id, attendee_id, code, kiosk, direction, source, outcome,
    happened_at_utc, received_at_utc
)
SELECT
    unnest($scan_ids::UUID []),
    unnest($event_ids::UUID []),
    unnest($attendee_ids::UUID []),
    unnest($codes::TEXT []),
    unnest($kiosks::INTEGER []),
    unnest($directions::TEXT []),
    unnest($sources::TEXT []),
    unnest($outcomes::TEXT []),
    unnest($happened::TIMESTAMP []),
    unnest($received::TIMESTAMP [])
