-- Keep what staff did by hand or a guest reported; the same note id is one fact.
--
-- Takes    $note_id, $event_id, $attendee_id, $kiosk, $kind, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO desk_note (note_id, event_id, attendee_id, kiosk, kind, noted_at_utc)
VALUES ($note_id, $event_id, $attendee_id, $kiosk, $kind, $now_utc)
ON CONFLICT (note_id) DO NOTHING
