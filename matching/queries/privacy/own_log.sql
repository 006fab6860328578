-- What does the log say was done to this person?
--
-- Takes    $person_id
-- Returns  one row per line; by: staff, the person themselves, a program or the server
-- Order    noted_at_utc, then audit_id
SELECT
    audit.act,
    CASE WHEN audit.actor LIKE '%:%' THEN split_part(audit.actor, ':', 1) ELSE audit.actor END
        AS done_by,
    audit.noted_at_utc
FROM audit
WHERE
    audit.subject_id = $person_id
    OR audit.subject_id IN (SELECT attendee_id FROM attendee WHERE person_id = $person_id)
ORDER BY audit.noted_at_utc, audit.audit_id
