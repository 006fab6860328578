-- May kiosks of this event let in who is not on the list?
--
-- Takes    $event_id
-- Returns  at most one row: at_kiosks
-- Order    at most one row
SELECT at_kiosks
FROM walk_in_setting
WHERE event_id = $event_id
