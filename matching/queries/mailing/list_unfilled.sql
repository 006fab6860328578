-- Whose mails are to be put into the outbox by now?
--
-- Takes    $now_utc
-- Returns  one row per mailing: event_id, kind, with_links
-- Order    begins_at_utc, then event_id, then kind
SELECT
    event_id,
    kind,
    with_links
FROM mailing
WHERE filled_at_utc IS NULL AND begins_at_utc <= $now_utc
ORDER BY begins_at_utc, event_id, kind
