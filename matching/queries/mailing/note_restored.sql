-- Mails that may have been sent since the copy of the database was made that is in place now.
--
-- Takes    $now_utc, $but (mails of which it is known)
-- Returns  one row per mail: mail_id
-- Order    none is needed
UPDATE mail
SET
    state = 'uncertain',
    failure = 'restored',
    settled_at_utc = $now_utc
WHERE
    state IN ('queued', 'sending')
    AND mail_id NOT IN (SELECT unnest($but::UUID []))
RETURNING mail_id
