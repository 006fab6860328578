-- Which meeting was made from this one?
--
-- Takes    $event_id
-- Returns  at most one row: next_event_id
-- Order    none is needed
SELECT next_event_id
FROM next_meeting
WHERE event_id = $event_id
