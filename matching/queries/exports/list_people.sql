-- Who is on the list of this event, with what they and the organiser said of them?
--
-- Takes    $event_id
-- Returns  one row per attendee; of somebody who takes part in the entry only nothing but ids,
--          role, status and that
-- Order    as a Polish phone book: family name, name, then id; those without a name come first
WITH decided AS (
    SELECT
        person_id,
        bool_or(is_given) FILTER (WHERE kind = 'suggest') AS may_suggest,
        bool_or(is_given) FILTER (WHERE kind = 'mail') AS may_mail,
        coalesce(bool_or(is_given) FILTER (WHERE kind = 'entry_only'), FALSE) AS is_entry_only
    FROM current_consent
    GROUP BY person_id
),

listed AS (
    SELECT
        attendee.*,
        coalesce(decided.is_entry_only, FALSE) AS is_entry_only,
        decided.may_suggest,
        decided.may_mail
    FROM attendee
    LEFT JOIN decided ON attendee.person_id = decided.person_id
    WHERE attendee.event_id = $event_id
),

told AS (
    SELECT person.*
    FROM person
    INNER JOIN listed ON person.person_id = listed.person_id
    WHERE NOT listed.is_entry_only
)

SELECT
    listed.attendee_id,
    listed.person_id,
    coalesce(told.name, '') AS name,
    coalesce(told.email, '') AS email,
    coalesce(told.phone, '') AS phone,
    coalesce(told.company, '') AS company,
    coalesce(told.job_title, '') AS job_title,
    coalesce(told.sector, '') AS sector,
    coalesce(told.language, '') AS language,
    coalesce(told.offers, '') AS offers,
    coalesce(told.needs, '') AS needs,
    listed.role,
    listed.ticket_type,
    listed.status,
    listed.is_entry_only,
    CASE WHEN listed.is_entry_only THEN FALSE ELSE listed.may_suggest END AS may_suggest,
    CASE WHEN listed.is_entry_only THEN FALSE ELSE listed.may_mail END AS may_mail,
    listed.created_at_utc
FROM listed
LEFT JOIN told ON listed.person_id = told.person_id
ORDER BY
    coalesce(told.family_name, '') COLLATE pl,
    coalesce(told.name, '') COLLATE pl,
    listed.attendee_id
