-- A message is out of the way.
--
-- Takes    $message_id, $state, $now_utc
-- Returns  nothing
-- Order    none
UPDATE webhook_message
SET
    state = $state,
    settled_at_utc = $now_utc
WHERE message_id = $message_id
