-- The mails of a mailing are in the outbox.
--
-- Takes    $event_id, $kind, $now_utc
-- Returns  nothing
-- Order    none
UPDATE mailing
SET filled_at_utc = $now_utc
WHERE event_id = $event_id AND kind = $kind
