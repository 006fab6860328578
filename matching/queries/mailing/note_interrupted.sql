-- Mails of which nobody knows whether they were handed in, because the process ended.
--
-- Takes    $now_utc
-- Returns  one row per mail: mail_id
-- Order    none is needed
UPDATE mail
SET
    state = 'uncertain',
    failure = 'crash',
    settled_at_utc = $now_utc
WHERE state = 'sending'
RETURNING mail_id
