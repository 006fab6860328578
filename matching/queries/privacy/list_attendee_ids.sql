-- As which attendees do these people stand on lists?
--
-- Takes    $person_ids
-- Returns  one row per attendee: attendee_id
-- Order    attendee_id
SELECT attendee_id
FROM attendee
WHERE person_id IN (SELECT unnest($person_ids::UUID []))
ORDER BY attendee_id
