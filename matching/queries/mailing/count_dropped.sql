-- Why were mails of one kind not sent, as far as the data says today?
--
-- Takes    $event_id, $kind
-- Returns  one row per reason: reason (gone, off_list, entry_only, no_address, refused, no_consent,
--          nothing), mails
-- Order    reason
WITH dropped AS (
    SELECT
        CASE
            WHEN attendee.attendee_id IS NULL OR person.person_id IS NULL THEN 'gone'
            WHEN attendee.status <> 'expected' OR person.is_blocked THEN 'off_list'
            WHEN coalesce(entry_only.is_given, FALSE) THEN 'entry_only'
            WHEN person.email_key = '' THEN 'no_address'
            WHEN person.person_id IN (
                SELECT current_mail_refusal.person_id FROM current_mail_refusal
                WHERE current_mail_refusal.kind IN ('all', mail.kind)
            ) THEN 'refused'
            WHEN
                mail.kind IN ('matches', 'reminder') AND NOT coalesce(agreed.is_given, FALSE)
                THEN 'no_consent'
            ELSE 'nothing'
        END AS reason
    FROM mail
    LEFT JOIN attendee ON mail.attendee_id = attendee.attendee_id
    LEFT JOIN person ON mail.person_id = person.person_id
    LEFT JOIN current_consent AS agreed
        ON mail.person_id = agreed.person_id AND agreed.kind = 'mail'
    LEFT JOIN current_consent AS entry_only
        ON mail.person_id = entry_only.person_id AND entry_only.kind = 'entry_only'
    WHERE mail.event_id = $event_id AND mail.kind = $kind AND mail.state = 'dropped'
)

SELECT
    reason,
    count(*) AS mails
FROM dropped
GROUP BY reason
ORDER BY reason
