-- What a program was answered; of two answers to the same question the first stays.
--
-- Takes    $token_id, $key_hash, $request_hash, $status, $body, $attendee_id, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO api_answer (
    token_id, key_hash, request_hash, status, body, attendee_id, kept_at_utc
)
VALUES ($token_id, $key_hash, $request_hash, $status, $body, $attendee_id, $now_utc)
ON CONFLICT (token_id, key_hash) DO NOTHING
