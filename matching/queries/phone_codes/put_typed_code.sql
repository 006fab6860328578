-- Keep a new typed code, which leads to a phone code.
--
-- Takes    $code_hash, $conversation_id, $phone_code_id, $ends_at_utc
-- Returns  nothing
-- Order    none
INSERT INTO typed_code (code_hash, conversation_id, phone_code_id, ends_at_utc)
VALUES ($code_hash, $conversation_id, $phone_code_id, $ends_at_utc)
