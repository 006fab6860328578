-- Who are these attendees, and may a conversation with them be recorded?
--
-- Takes    $event_id, $attendee_ids
-- Returns  one row per attendee of the event: attendee_id, person_id, is_expected, is_admitted,
--          is_entry_only
-- Order    none is needed
SELECT
    attendee.attendee_id,
    attendee.person_id,
    attendee.status = 'expected' AND NOT person.is_blocked AS is_expected,
    current_admission.attendee_id IS NOT NULL AS is_admitted,
    coalesce(current_consent.is_given, FALSE) AS is_entry_only
FROM attendee
INNER JOIN person ON attendee.person_id = person.person_id
LEFT JOIN current_admission ON attendee.attendee_id = current_admission.attendee_id
LEFT JOIN current_consent
    ON attendee.person_id = current_consent.person_id AND current_consent.kind = 'entry_only'
WHERE
    attendee.event_id = $event_id
    AND attendee.attendee_id IN (SELECT unnest($attendee_ids::UUID []))
