-- When did this person last say whether they want mails?
--
-- Takes    $person_id
-- Returns  at most one row: said_at_utc
-- Order    the last first
SELECT said.said_at_utc
FROM (
    SELECT decided_at_utc AS said_at_utc
    FROM consent
    WHERE person_id = $person_id AND kind = 'mail'
    UNION ALL
    SELECT decided_at_utc AS said_at_utc
    FROM mail_refusal
    WHERE person_id = $person_id
) AS said
ORDER BY said.said_at_utc DESC
LIMIT 1
