-- What did the organiser set going for this event?
--
-- Takes    $event_id
-- Returns  one row per mailing: kind, with_links, begins_at_utc, filled_at_utc, paused_at_utc
-- Order    kind
SELECT
    kind,
    with_links,
    begins_at_utc,
    filled_at_utc,
    paused_at_utc
FROM mailing
WHERE event_id = $event_id
ORDER BY kind
