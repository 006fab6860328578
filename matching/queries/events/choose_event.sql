-- Run this one of several open events.
--
-- Takes    $event_id, $now_utc
-- Returns  nothing
-- Order    none
UPDATE event
SET chosen_at_utc = $now_utc
WHERE event_id = $event_id
