-- This message is about to be sent: whatever happens then, it may arrive.
--
-- Takes    $message_id
-- Returns  nothing
-- Order    none
UPDATE webhook_message
SET attempts = attempts + 1
WHERE message_id = $message_id
