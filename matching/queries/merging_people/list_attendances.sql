-- On which lists do these two persons stand?
--
-- Takes    $person_ids
-- Returns  one row per person and event: the place on the list
-- Order    by event_id, then attendee_id
SELECT
    attendee_id,
    event_id,
    person_id,
    role,
    substitute_for,
    status,
    ticket_type,
    extra
FROM attendee
WHERE person_id IN (SELECT unnest($person_ids::UUID []))
ORDER BY event_id, attendee_id
