-- Who calls for staff?
--
-- Takes    $call_id, $event_id, $kiosk, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO staff_call (call_id, event_id, kiosk, called_at_utc)
VALUES ($call_id, $event_id, $kiosk, $now_utc)
ON CONFLICT (call_id) DO NOTHING
