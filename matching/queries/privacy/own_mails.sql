-- Which mails was this person sent, or are they to be sent?
--
-- Takes    $person_id
-- Returns  one row per mail
-- Order    queued_at_utc, then mail_id
SELECT
    event.name AS event,
    mail.kind,
    mail.state,
    mail.attempts,
    mail.failure,
    mail.queued_at_utc,
    mail.settled_at_utc
FROM mail
INNER JOIN event ON mail.event_id = event.event_id
WHERE mail.person_id = $person_id
ORDER BY mail.queued_at_utc, mail.mail_id
