-- Who was let in, when, and where?
--
-- Takes    $event_id
-- Returns  one row per admission that stands; no name of somebody who takes part in the entry only
-- Order    as they came in, then attendee_id
WITH entry_only AS (
    SELECT person_id
    FROM current_consent
    WHERE kind = 'entry_only' AND is_given
)

SELECT
    current_admission.attendee_id,
    CASE WHEN entry_only.person_id IS NULL THEN person.name ELSE '' END AS name,
    attendee.role,
    current_admission.admitted_at_utc,
    current_admission.kiosk,
    coalesce(scan.source, '') AS source
FROM current_admission
INNER JOIN attendee ON current_admission.attendee_id = attendee.attendee_id
INNER JOIN person ON attendee.person_id = person.person_id
LEFT JOIN scan ON current_admission.scan_id = scan.scan_id
LEFT JOIN entry_only ON person.person_id = entry_only.person_id
WHERE current_admission.event_id = $event_id
ORDER BY current_admission.admitted_at_utc, current_admission.attendee_id
