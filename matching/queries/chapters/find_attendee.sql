-- Who is this attendee, and at which event?
--
-- Takes    $attendee_id
-- Returns  at most one row: event_id, attendee_id, person_id, role
-- Order    none is needed
SELECT
    event_id,
    attendee_id,
    person_id,
    role
FROM attendee
WHERE attendee_id = $attendee_id
