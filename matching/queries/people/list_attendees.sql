-- Who is on the list of this event, for the desk, the badges and the paper list?
--
-- Takes    $event_id
-- Returns  one row per attendee with the valid badge code issued last
-- Order    as a Polish phone book: family name, name, then id
WITH valid_badge AS (
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
    person.name_key,
    person.family_name,
    person.email,
    person.company,
    person.job_title,
    person.language,
    person.is_blocked,
    attendee.role,
    attendee.status,
    valid_badge.code,
    admission.admitted_at_utc,
    admission.kiosk AS admitted_kiosk
FROM attendee
INNER JOIN person ON attendee.person_id = person.person_id
LEFT JOIN valid_badge ON person.person_id = valid_badge.person_id AND valid_badge.place = 1
LEFT JOIN current_admission AS admission ON attendee.attendee_id = admission.attendee_id
WHERE attendee.event_id = $event_id
ORDER BY person.family_name COLLATE pl, person.name COLLATE pl, attendee.attendee_id
