-- Which events is this person on the list of?
--
-- Takes    $person_id
-- Returns  one row per event: event_id, attendee_id
-- Order    event_id
SELECT
    event_id,
    attendee_id
FROM attendee
WHERE person_id = $person_id
ORDER BY event_id
