-- A page of the dashboard at this event has just asked for calls.
--
-- Takes    $event_id, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO desk_presence (event_id, asked_at_utc)
VALUES ($event_id, $now_utc)
ON CONFLICT (event_id) DO UPDATE
SET asked_at_utc = excluded.asked_at_utc
