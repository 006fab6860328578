-- Keep that this form let somebody in.
--
-- Takes    $form_id, $event_id, $attendee_id, $kiosk, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO walk_in (form_id, event_id, attendee_id, kiosk, came_at_utc)
VALUES ($form_id, $event_id, $attendee_id, $kiosk, $now_utc)
