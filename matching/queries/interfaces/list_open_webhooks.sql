-- Which addresses are told something, and is their event still there?
--
-- Takes    nothing
-- Returns  one row per address: webhook_id, kinds, has_event
-- Order    webhook_id
SELECT
    webhook.webhook_id,
    webhook.kinds,
    event.event_id IS NOT NULL AS has_event
FROM webhook
LEFT JOIN event ON webhook.event_id = event.event_id
WHERE webhook.ended_at_utc IS NULL
ORDER BY webhook.webhook_id
