-- Which mails are to be sent now?
--
-- Takes    $now_utc, $wanted (rows at most)
-- Returns  one row per mail whose mailing is not paused: all that is known of it
-- Order    what somebody asked for first, then what waits longest, then mail_id
SELECT
    mail.mail_id,
    mail.event_id,
    mail.person_id,
    mail.attendee_id,
    mail.kind,
    mail.with_links,
    mail.state,
    mail.attempts,
    mail.failure,
    mail.queued_at_utc,
    mail.next_at_utc,
    mail.settled_at_utc
FROM mail
LEFT JOIN mailing ON mail.event_id = mailing.event_id AND mail.kind = mailing.kind
WHERE
    mail.state = 'queued'
    AND mail.next_at_utc <= $now_utc
    AND mailing.paused_at_utc IS NULL
ORDER BY mail.kind <> 'link', mail.next_at_utc, mail.event_id, mail.kind, mail.mail_id
LIMIT $wanted
