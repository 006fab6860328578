-- Is this attendee on the list of this event?
--
-- Takes    $event_id, $attendee_id
-- Returns  one row or none: attendee_id
-- Order    none is needed
SELECT attendee_id
FROM attendee
WHERE event_id = $event_id AND attendee_id = $attendee_id
