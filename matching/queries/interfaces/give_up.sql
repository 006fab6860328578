-- What has waited for too long for an address that fails is given up.
--
-- Takes    $webhook_id, $failure, $before_utc, $now_utc
-- Returns  nothing
-- Order    none
UPDATE webhook_message
SET
    state = 'dead',
    failure = $failure,
    settled_at_utc = $now_utc
WHERE webhook_id = $webhook_id AND state = 'waiting' AND queued_at_utc <= $before_utc
