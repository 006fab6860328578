-- Whose admission is this scan, if it stands?
--
-- Takes    $subject_id
-- Returns  one row or none: attendee_id, person_id, kiosk, admitted_at_utc
-- Order    none is needed
SELECT
    current_admission.attendee_id,
    attendee.person_id,
    current_admission.kiosk,
    current_admission.admitted_at_utc
FROM current_admission
INNER JOIN attendee ON current_admission.attendee_id = attendee.attendee_id
WHERE current_admission.scan_id = $subject_id
