-- Put a mail in this state into the outbox once more.
--
-- Takes    $mail_id, $state, $now_utc
-- Returns  one row, if there is such a mail: event_id, person_id
-- Order    one row
UPDATE mail
SET
    state = 'queued',
    attempts = 0,
    failure = '',
    queued_at_utc = $now_utc,
    next_at_utc = $now_utc,
    settled_at_utc = NULL
WHERE mail_id = $mail_id AND state = $state
RETURNING event_id, person_id
