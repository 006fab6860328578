-- A person says that an uncertain mail has arrived.
--
-- Takes    $mail_id, $now_utc
-- Returns  one row, if there is such a mail: event_id, person_id
-- Order    one row
UPDATE mail
SET
    state = 'sent',
    settled_at_utc = $now_utc
WHERE mail_id = $mail_id AND state = 'uncertain'
RETURNING event_id, person_id
