-- A mail must not, or need not, be sent any more.
--
-- Takes    $mail_id, $now_utc
-- Returns  nothing
-- Order    none
UPDATE mail
SET
    state = 'dropped',
    settled_at_utc = $now_utc
WHERE mail_id = $mail_id AND state = 'queued'
