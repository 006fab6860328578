-- An address is told nothing any more.
--
-- Takes    $webhook_id, $reason, $now_utc
-- Returns  one row with webhook_id and event_id, none where it had ended before or never was
-- Order    none is needed
UPDATE webhook
SET
    ended_at_utc = $now_utc,
    end_reason = $reason
WHERE webhook_id = $webhook_id AND ended_at_utc IS NULL
RETURNING webhook_id, event_id
