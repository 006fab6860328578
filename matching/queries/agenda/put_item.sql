-- Keep a line of the agenda.
--
-- Takes    $item_id, $event_id, $title, $starts_at_utc, $ends_at_utc, $is_open_talk
-- Returns  nothing
-- Order    none
INSERT INTO agenda_item (item_id, event_id, title, starts_at_utc, ends_at_utc, is_open_talk)
VALUES ($item_id, $event_id, $title, $starts_at_utc, $ends_at_utc, $is_open_talk)
