-- What was this program answered when it used this key lately?
--
-- Takes    $token_id, $key_hash, $since_utc
-- Returns  one row or none: request_hash, status, body
-- Order    none is needed
SELECT
    request_hash,
    status,
    body
FROM api_answer
WHERE token_id = $token_id AND key_hash = $key_hash AND kept_at_utc > $since_utc
