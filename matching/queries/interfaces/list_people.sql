-- Who is on the list of this event? Of a guest who takes part in nothing but the entry only ids.
--
-- Takes    $event_id, $after (attendee_id of the last one known, or NULL), $wanted (rows at most)
-- Returns  one row per attendee, cancelled ones too; name to sector NULL where entry_only
-- Order    attendee_id
WITH agreed AS (
    SELECT
        person_id,
        bool_or(kind = 'entry_only' AND is_given) AS entry_only,
        bool_or(kind = 'suggest' AND is_given) AS suggest,
        bool_or(kind = 'mail' AND is_given) AS mail
    FROM current_consent
    GROUP BY person_id
)

SELECT
    attendee.attendee_id,
    attendee.person_id,
    attendee.role,
    attendee.status,
    person.is_blocked,
    person.language,
    admission.admitted_at_utc,
    coalesce(agreed.entry_only, FALSE) AS entry_only,
    coalesce(agreed.suggest AND NOT agreed.entry_only, FALSE) AS may_be_suggested,
    coalesce(agreed.mail AND NOT agreed.entry_only, FALSE) AS may_be_mailed,
    CASE WHEN NOT coalesce(agreed.entry_only, FALSE) THEN person.name END AS name,
    CASE WHEN NOT coalesce(agreed.entry_only, FALSE) THEN person.email END AS email,
    CASE WHEN NOT coalesce(agreed.entry_only, FALSE) THEN person.phone END AS phone,
    CASE WHEN NOT coalesce(agreed.entry_only, FALSE) THEN person.company END AS company,
    CASE WHEN NOT coalesce(agreed.entry_only, FALSE) THEN person.job_title END AS job_title,
    CASE WHEN NOT coalesce(agreed.entry_only, FALSE) THEN person.sector END AS sector
FROM attendee
INNER JOIN person ON attendee.person_id = person.person_id
LEFT JOIN agreed ON person.person_id = agreed.person_id
LEFT JOIN current_admission AS admission ON attendee.attendee_id = admission.attendee_id
WHERE
    attendee.event_id = $event_id
    AND ($after::UUID IS NULL OR attendee.attendee_id > $after)
ORDER BY attendee.attendee_id
LIMIT $wanted
