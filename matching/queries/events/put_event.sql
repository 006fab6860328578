-- Begin an event of a series; it stays open until somebody closes it.
--
-- Takes    $event_id, $series_id, $slug, $name, $time_zone, $language, $is_sample, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO event (
    event_id, series_id, slug, name, time_zone, language, is_sample, re_entry, created_at_utc
)
VALUES (
    $event_id, $series_id, $slug, $name, $time_zone, $language, $is_sample, false, $now_utc
)
