-- As whom does this person take part in this event?
--
-- Takes    $event_id, $person_id
-- Returns  at most one row: attendee_id
-- Order    none is needed
SELECT attendee_id
FROM attendee
WHERE event_id = $event_id AND person_id = $person_id
