-- Forget the agenda of an event.
--
-- Takes    $event_id
-- Returns  nothing
-- Order    none
DELETE FROM agenda_item
WHERE event_id = $event_id
