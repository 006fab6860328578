-- Which mailings are there, of all events?
--
-- Takes    nothing
-- Returns  one row per mailing: event_id, kind, with_links, begins_at_utc, filled_at_utc, paused_at_utc, actor,
--          made_at_utc
-- Order    event_id, kind
SELECT
    event_id,
    kind,
    with_links,
    begins_at_utc,
    filled_at_utc,
    paused_at_utc,
    actor,
    made_at_utc
FROM mailing
ORDER BY event_id, kind
