-- Why mails wait, as their sender finds.
--
-- Takes    $sender_id, $trouble ('' for none)
-- Returns  nothing
-- Order    none
UPDATE mail_sender
SET trouble = $trouble
WHERE sender_id = $sender_id
