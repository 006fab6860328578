-- How does this mail stand, if it may still be sent now?
--
-- Takes    $mail_id, $now_utc
-- Returns  one row at most: all that is known of it
-- Order    one row
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
    mail.mail_id = $mail_id
    AND mail.state = 'queued'
    AND mail.next_at_utc <= $now_utc
    AND mailing.paused_at_utc IS NULL
