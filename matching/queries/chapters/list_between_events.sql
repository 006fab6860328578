-- Which events are between meetings?
--
-- Takes    nothing
-- Returns  one row per such event, as in model.Event
-- Order    oldest first, then slug
SELECT
    event.event_id,
    event.series_id,
    event.slug,
    event.name,
    event.time_zone,
    event.language,
    event.is_sample,
    event.re_entry,
    event.opens_at_utc,
    event.closed_at_utc,
    event.chosen_at_utc
FROM event
INNER JOIN between_event ON event.event_id = between_event.event_id
ORDER BY event.created_at_utc, event.slug
