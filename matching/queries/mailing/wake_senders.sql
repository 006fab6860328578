-- Somebody wants mails to be looked for at once.
--
-- Takes    $now_utc
-- Returns  nothing
-- Order    none
UPDATE mail_sender
SET woken_at_utc = $now_utc
