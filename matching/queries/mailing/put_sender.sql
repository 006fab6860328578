-- A process hands in mails from now on.
--
-- Takes    $sender_id, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO mail_sender (sender_id, began_at_utc, trouble, woken_at_utc)
VALUES ($sender_id, $now_utc, '', NULL)
ON CONFLICT (sender_id) DO UPDATE
SET began_at_utc = excluded.began_at_utc
