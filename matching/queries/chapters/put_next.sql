-- Remember which meeting was made from this one; the primary key lets two taps make one.
--
-- Takes    $event_id, $next_event_id, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO next_meeting (event_id, next_event_id, made_at_utc)
VALUES ($event_id, $next_event_id, $now_utc)
