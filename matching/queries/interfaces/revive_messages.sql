-- Send what was given up once more.
--
-- Takes    $webhook_id, $now_utc
-- Returns  one row per message: message_id
-- Order    none is needed
UPDATE webhook_message
SET
    state = 'waiting',
    attempts = 0,
    queued_at_utc = $now_utc,
    next_at_utc = $now_utc
WHERE webhook_id = $webhook_id AND state = 'dead'
RETURNING message_id
