-- Which events are there? What belongs between two meetings is none.
--
-- Takes    nothing
-- Returns  one row per event, as in model.Event
-- Order    oldest first, then slug
SELECT
    event_id,
    series_id,
    slug,
    name,
    time_zone,
    language,
    is_sample,
    re_entry,
    opens_at_utc,
    closed_at_utc,
    chosen_at_utc
FROM event
WHERE
    NOT EXISTS (
        SELECT 1
        FROM between_event
        WHERE between_event.event_id = event.event_id
    )
ORDER BY created_at_utc, slug
