-- Remember by which ids a list knows attendees.
--
-- Takes    $event_id, and lists of the same length: $source_ids, $attendee_ids
-- Returns  nothing
-- Order    none
INSERT INTO ticket (event_id, source_id, attendee_id)
SELECT
    $event_id,
    unnest($source_ids::TEXT []),
    unnest($attendee_ids::UUID [])
