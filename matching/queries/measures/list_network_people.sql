-- Who stands in the network of this event?
--
-- Takes    $event_id
-- Returns  one row per person who came in and takes part: attendee_id, name, is_guest (not at work)
-- Order    attendee_id
SELECT
    participant.attendee_id,
    person.name,
    counted_guest.attendee_id IS NOT NULL AS is_guest
FROM participant
INNER JOIN current_admission ON participant.attendee_id = current_admission.attendee_id
INNER JOIN person ON participant.person_id = person.person_id
LEFT JOIN counted_guest ON participant.attendee_id = counted_guest.attendee_id
WHERE participant.event_id = $event_id
ORDER BY participant.attendee_id
