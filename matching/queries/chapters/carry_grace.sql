-- Let the next meeting have the same grace as this one.
--
-- Takes    $event_id, $next_event_id
-- Returns  nothing
-- Order    none
INSERT INTO meeting_grace (event_id, minutes)
SELECT
    $next_event_id AS event_id,
    minutes
FROM meeting_grace
WHERE event_id = $event_id
