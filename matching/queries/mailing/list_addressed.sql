-- To which addresses would mails of an event go, and what stands in their way?
--
-- Takes    $event_id
-- Returns  one row per expected attendee who is not blocked and takes part in more than the entry:
--          attendee_id, name, email, is_shared (another person of the series has the address),
--          has_come (was admitted or talked), has_agreed (to mails), has_refused (all mails, and has
--          not agreed since)
-- Order    as a Polish phone book: family name, name, then id
SELECT
    attendee.attendee_id,
    person.name,
    person.email,
    person.email_key <> '' AND EXISTS (
        SELECT 1
        FROM person AS other
        WHERE
            other.series_id = person.series_id
            AND other.email_key = person.email_key
            AND other.person_id <> person.person_id
    ) AS is_shared,
    attendee.attendee_id IN (SELECT current_admission.attendee_id FROM current_admission)
    OR attendee.attendee_id IN (
        SELECT conversation_side.attendee_id FROM conversation_side
        WHERE conversation_side.event_id = $event_id
    ) AS has_come,
    coalesce(agreed.is_given, FALSE) AS has_agreed,
    refused.person_id IS NOT NULL
    AND (
        NOT coalesce(agreed.is_given, FALSE) OR refused.decided_at_utc >= agreed.decided_at_utc
    ) AS has_refused
FROM attendee
INNER JOIN person ON attendee.person_id = person.person_id
LEFT JOIN current_consent AS agreed
    ON person.person_id = agreed.person_id AND agreed.kind = 'mail'
LEFT JOIN current_mail_refusal AS refused
    ON person.person_id = refused.person_id AND refused.kind = 'all'
LEFT JOIN current_consent AS entry_only
    ON person.person_id = entry_only.person_id AND entry_only.kind = 'entry_only'
WHERE
    attendee.event_id = $event_id
    AND attendee.status = 'expected'
    AND NOT person.is_blocked
    AND NOT coalesce(entry_only.is_given, FALSE)
ORDER BY person.family_name COLLATE pl, person.name COLLATE pl, attendee.attendee_id
