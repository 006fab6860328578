-- What became of a mail that was being sent; of one that was erased meanwhile, nothing.
--
-- Takes    $mail_id, $state, $failure, $attempts, $next_at_utc, $settled_at_utc (nothing where it
--          is tried again), $attempt (the one of which this is told)
-- Returns  nothing
-- Order    none
UPDATE mail
SET
    state = $state,
    failure = $failure,
    attempts = $attempts,
    next_at_utc = $next_at_utc,
    settled_at_utc = $settled_at_utc::TIMESTAMP
WHERE
    mail_id = $mail_id
    AND attempts = $attempt
    -- Its sender may have been taken for dead while it was only cut off.
    AND (state = 'sending' OR (state = 'uncertain' AND failure = 'crash'))
