-- What happens when at an event?
--
-- Takes    $event_id
-- Returns  one row per line, as in agenda.AgendaItem
-- Order    starts_at_utc, then ends_at_utc, then item_id
SELECT
    item_id,
    title,
    starts_at_utc,
    ends_at_utc,
    is_open_talk
FROM agenda_item
WHERE event_id = $event_id
ORDER BY starts_at_utc, ends_at_utc, item_id
