-- Does this person refuse this kind of mails now? A later yes to mails outweighs a no to all.
--
-- Takes    $person_id, $kind
-- Returns  at most one row: source (where they said so last)
-- Order    none is needed
SELECT current_mail_refusal.source
FROM current_mail_refusal
WHERE
    current_mail_refusal.person_id = $person_id
    AND current_mail_refusal.kind = $kind
    AND NOT EXISTS (
        SELECT 1
        FROM current_consent
        WHERE
            current_mail_refusal.kind = 'all'
            AND current_consent.person_id = current_mail_refusal.person_id
            AND current_consent.kind = 'mail'
            AND current_consent.is_given
            AND current_consent.decided_at_utc > current_mail_refusal.decided_at_utc
    )
