-- Which addresses are or were told of this event, and how far is each?
--
-- Takes    $event_id
-- Returns  one row per address, as in webhooks.Webhook
-- Order    newest first, then id
WITH box AS (
    SELECT
        webhook_id,
        count(*) FILTER (WHERE state = 'waiting') AS waiting,
        count(*) FILTER (WHERE state = 'delivered') AS delivered,
        count(*) FILTER (WHERE state = 'dead') AS dead
    FROM webhook_message
    GROUP BY webhook_id
),

failed AS (
    SELECT
        webhook_id,
        failure,
        row_number() OVER (PARTITION BY webhook_id ORDER BY next_at_utc DESC, message_id) AS place
    FROM webhook_message
    WHERE state IN ('waiting', 'dead') AND failure <> ''
)

SELECT
    webhook.webhook_id,
    webhook.event_id,
    webhook.url,
    webhook.kinds,
    webhook.made_at_utc,
    webhook.ended_at_utc,
    webhook.end_reason,
    coalesce(box.waiting, 0) AS waiting,
    coalesce(box.delivered, 0) AS delivered,
    coalesce(box.dead, 0) AS dead,
    coalesce(failed.failure, '') AS failure
FROM webhook
LEFT JOIN box ON webhook.webhook_id = box.webhook_id
LEFT JOIN failed ON webhook.webhook_id = failed.webhook_id AND failed.place = 1
WHERE webhook.event_id = $event_id
ORDER BY webhook.made_at_utc DESC, webhook.webhook_id
