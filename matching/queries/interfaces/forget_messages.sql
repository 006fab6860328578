-- Forget messages that nobody waits for any more.
--
-- Takes    $before_utc
-- Returns  nothing
-- Order    none
DELETE FROM webhook_message
WHERE queued_at_utc < $before_utc
