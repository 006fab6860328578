-- When did a page of the dashboard at this event last ask for calls?
--
-- Takes    $event_id
-- Returns  one row if ever: asked_at_utc
-- Order    one row
SELECT asked_at_utc
FROM desk_presence
WHERE event_id = $event_id
