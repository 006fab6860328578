-- Admit, each attendee and turn at most once: the primary key decides.
--
-- Takes    lists of the same length: $attendee_ids, $turns, $event_ids, $scan_ids, $kiosks,
--          $happened, $received
-- Returns  nothing
-- Order    none
INSERT INTO admission (
    attendee_id, turn, event_id, scan_id, kiosk, admitted_at_utc, received_at_utc
)
SELECT
    unnest($attendee_ids::UUID []),
    unnest($turns::INTEGER []),
    unnest($event_ids::UUID []),
    unnest($scan_ids::UUID []),
    unnest($kiosks::INTEGER []),
    unnest($happened::TIMESTAMP []),
    unnest($received::TIMESTAMP [])
