-- Who are these attendees?
--
-- Takes    $attendee_ids
-- Returns  one row per attendee: person_id
-- Order    person_id
SELECT person_id
FROM attendee
WHERE attendee_id IN (SELECT unnest($attendee_ids::UUID []))
ORDER BY person_id
