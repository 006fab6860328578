-- An address is told of an event from now on.
--
-- Takes    $webhook_id, $event_id, $url, $kinds, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO webhook (
    webhook_id, event_id, url, kinds, failures, rests_until_utc, made_at_utc, end_reason
)
VALUES ($webhook_id, $event_id, $url, $kinds, 0, $now_utc, $now_utc, '')
