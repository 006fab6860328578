-- A code for a phone was handed out.
--
-- Takes    $phone_code_id, $conversation_id, $attendee_id, $kiosk, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO phone_code (phone_code_id, conversation_id, attendee_id, kiosk, given_at_utc)
VALUES ($phone_code_id, $conversation_id, $attendee_id, $kiosk, $now_utc)
