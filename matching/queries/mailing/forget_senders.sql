-- These processes have no mail in hand any more.
--
-- Takes    $sender_ids
-- Returns  nothing
-- Order    none
DELETE FROM mail_sender
WHERE sender_id IN (SELECT unnest($sender_ids::UUID []))
