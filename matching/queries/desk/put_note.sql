-- Keep what staff did by hand or a guest reported; the same note id is one fact.
--
-- Takes    $note_id, $event_id, $attendee_id (nobody who was erased), $kiosk, $kind, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO desk_note (note_id, event_id, attendee_id, kiosk, kind, noted_at_utc)
SELECT
    $note_id AS note_id,
    $event_id AS event_id,
    $attendee_id::UUID AS attendee_id,
    $kiosk AS kiosk,
    $kind AS kind,
    $now_utc AS noted_at_utc
WHERE
    $attendee_id::UUID IS NULL
    OR EXISTS (SELECT 1 FROM attendee WHERE attendee.attendee_id = $attendee_id)
ON CONFLICT (note_id) DO NOTHING
