-- Who of this event has an address, and what decides which mails they may get?
--
-- Takes    $event_id, $attendee_ids (NULL for everybody on the list)
-- Returns  one row per attendee with an address: attendee_id, person_id, name, email, company,
--          job_title, language (the event's where they have none), is_address_shared (with another
--          of the series), is_expected (not cancelled, not blocked), is_entry_only, wants_mails
--          (agreed to them and has not refused all since), has_refused_all,
--          has_refused_reminders, was_asked (both consents), has_come_in, code (of the valid badge
--          issued last, NULL without one)
-- Order    as a Polish phone book: family name, name, then id
WITH decided AS (
    SELECT
        person_id,
        bool_or(kind = 'entry_only' AND is_given) AS is_entry_only,
        bool_or(kind = 'mail') AND bool_or(kind = 'suggest') AS was_asked,
        max(CASE WHEN kind = 'mail' AND is_given THEN decided_at_utc END) AS agreed_at_utc
    FROM current_consent
    GROUP BY person_id
),

refused AS (
    SELECT
        person_id,
        max(CASE WHEN kind = 'all' THEN decided_at_utc END) AS all_at_utc,
        bool_or(kind = 'reminder') AS is_reminder
    FROM current_mail_refusal
    GROUP BY person_id
),

shared AS (
    SELECT
        series_id,
        email_key
    FROM person
    WHERE email_key <> ''
    GROUP BY series_id, email_key
    HAVING count(*) > 1
),

valid_badge AS (
    SELECT
        person_id,
        code,
        row_number() OVER (PARTITION BY person_id ORDER BY issued_at_utc DESC, code) AS place
    FROM badge
    WHERE person_id IS NOT NULL AND ended_at_utc IS NULL
)

SELECT
    attendee.attendee_id,
    attendee.person_id,
    person.name,
    person.email,
    person.company,
    person.job_title,
    coalesce(nullif(person.language, ''), event.language) AS language,
    shared.email_key IS NOT NULL AS is_address_shared,
    attendee.status = 'expected' AND NOT person.is_blocked AS is_expected,
    coalesce(decided.is_entry_only, FALSE) AS is_entry_only,
    decided.agreed_at_utc IS NOT NULL
    AND (refused.all_at_utc IS NULL OR refused.all_at_utc < decided.agreed_at_utc) AS wants_mails,
    refused.all_at_utc IS NOT NULL
    AND (decided.agreed_at_utc IS NULL OR refused.all_at_utc >= decided.agreed_at_utc)
        AS has_refused_all,
    coalesce(refused.is_reminder, FALSE) AS has_refused_reminders,
    coalesce(decided.was_asked, FALSE) AS was_asked,
    current_admission.attendee_id IS NOT NULL AS has_come_in,
    valid_badge.code
FROM attendee
INNER JOIN event ON attendee.event_id = event.event_id
INNER JOIN person ON attendee.person_id = person.person_id
LEFT JOIN decided ON attendee.person_id = decided.person_id
LEFT JOIN refused ON attendee.person_id = refused.person_id
LEFT JOIN shared ON person.series_id = shared.series_id AND person.email_key = shared.email_key
LEFT JOIN valid_badge ON attendee.person_id = valid_badge.person_id AND valid_badge.place = 1
LEFT JOIN current_admission ON attendee.attendee_id = current_admission.attendee_id
WHERE
    attendee.event_id = $event_id
    AND person.email_key <> ''
    AND (
        $attendee_ids::UUID [] IS NULL
        OR attendee.attendee_id IN (SELECT unnest($attendee_ids::UUID []))
    )
ORDER BY person.family_name COLLATE pl, person.name COLLATE pl, attendee.attendee_id
