-- A message was not taken; it is sent again later.
--
-- Takes    $message_id, $failure, $next_at_utc
-- Returns  nothing
-- Order    none
UPDATE webhook_message
SET
    failure = $failure,
    next_at_utc = $next_at_utc
WHERE message_id = $message_id
