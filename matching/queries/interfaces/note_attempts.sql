-- These messages are about to be sent: whatever happens then, they may arrive.
--
-- Takes    $message_ids
-- Returns  nothing
-- Order    none
UPDATE webhook_message
SET attempts = attempts + 1
WHERE message_id IN (SELECT unnest($message_ids::UUID []))
