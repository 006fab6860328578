-- A mail is about to be handed in.
--
-- Takes    $mail_id
-- Returns  nothing
-- Order    none
UPDATE mail
SET
    state = 'sending',
    attempts = attempts + 1
WHERE mail_id = $mail_id
