-- A message was not taken; it is sent again, or given up.
--
-- Takes    $message_id, $state, $failure, $next_at_utc
-- Returns  nothing
-- Order    none
UPDATE webhook_message
SET
    state = $state,
    failure = $failure,
    next_at_utc = $next_at_utc
WHERE message_id = $message_id
