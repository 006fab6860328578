-- Let kiosks of this event let in who is not on the list, or not.
--
-- Takes    $event_id, $at_kiosks
-- Returns  nothing
-- Order    none
INSERT INTO walk_in_setting (event_id, at_kiosks)
VALUES ($event_id, $at_kiosks)
ON CONFLICT (event_id) DO UPDATE SET at_kiosks = excluded.at_kiosks
