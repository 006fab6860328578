-- Remember the event between meetings of a series; the primary key lets it be one.
--
-- Takes    $series_id, $event_id, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO between_event (series_id, event_id, made_at_utc)
VALUES ($series_id, $event_id, $now_utc)
