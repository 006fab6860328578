-- Keep from how many minutes after the beginning on somebody is late at this meeting.
--
-- Takes    $event_id, $minutes
-- Returns  nothing
-- Order    none
INSERT INTO meeting_grace (event_id, minutes)
VALUES ($event_id, $minutes)
ON CONFLICT (event_id) DO UPDATE SET minutes = excluded.minutes
