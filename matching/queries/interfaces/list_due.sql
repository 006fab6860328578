-- Which messages are to be sent now?
--
-- Takes    $now_utc, $wanted (rows at most)
-- Returns  one row per message of an address that is told something: message_id, webhook_id, url,
--          failures, kind, subject_id, attempts, queued_at_utc, slug (of the event)
-- Order    as they were queued, then kind, then message_id
SELECT
    webhook_message.message_id,
    webhook_message.webhook_id,
    webhook.url,
    webhook.failures,
    webhook_message.kind,
    webhook_message.subject_id,
    webhook_message.attempts,
    webhook_message.queued_at_utc,
    event.slug
FROM webhook_message
INNER JOIN webhook ON webhook_message.webhook_id = webhook.webhook_id
INNER JOIN event ON webhook.event_id = event.event_id
WHERE
    webhook_message.state = 'waiting'
    AND webhook_message.next_at_utc <= $now_utc
    AND webhook.ended_at_utc IS NULL
    AND webhook.rests_until_utc <= $now_utc
ORDER BY webhook_message.queued_at_utc, webhook_message.kind, webhook_message.message_id
LIMIT $wanted
