-- When is the next mail to be sent, of those that nobody paused?
--
-- Takes    nothing
-- Returns  one row: next_at_utc (nothing where none waits), waiting (how many do)
-- Order    one row
SELECT
    min(mail.next_at_utc) AS next_at_utc,
    count(*) AS waiting
FROM mail
LEFT JOIN mailing ON mail.event_id = mailing.event_id AND mail.kind = mailing.kind
WHERE mail.state = 'queued' AND mailing.paused_at_utc IS NULL
