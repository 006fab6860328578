-- Who of these people, or of these attendees, is expected at this event?
--
-- Takes    $event_id, $person_ids, $attendee_ids
-- Returns  one row per attendee: attendee_id, person_id, role, status
-- Order    none is needed
SELECT
    attendee_id,
    person_id,
    role,
    status
FROM attendee
WHERE event_id = $event_id AND person_id IN $person_ids
UNION
SELECT
    attendee_id,
    person_id,
    role,
    status
FROM attendee
WHERE event_id = $event_id AND attendee_id IN $attendee_ids
