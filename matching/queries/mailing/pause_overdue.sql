-- Mailings whose mails may have been sent although this database does not know it.
--
-- Takes    $now_utc
-- Returns  nothing
-- Order    none
UPDATE mailing
SET paused_at_utc = $now_utc
WHERE filled_at_utc IS NULL AND begins_at_utc <= $now_utc AND paused_at_utc IS NULL
