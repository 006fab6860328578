-- Keep a new code.
--
-- Takes    $code_hash, $conversation_id, $attendee_id, $ends_at
-- Returns  nothing
-- Order    none
INSERT INTO typed_code (code_hash, conversation_id, attendee_id, ends_at_utc)
VALUES ($code_hash, $conversation_id, $attendee_id, $ends_at)
