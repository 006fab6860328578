-- Are both of these participants of the event?
--
-- Takes    $event_id, $attendee_ids
-- Returns  one row per participant: attendee_id
-- Order    none is needed
SELECT attendee_id
FROM participant
WHERE event_id = $event_id AND attendee_id IN (SELECT unnest($attendee_ids::UUID []))
