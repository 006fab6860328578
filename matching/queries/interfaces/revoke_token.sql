-- Take a program's key back.
--
-- Takes    $token_id, $now_utc
-- Returns  one row with token_id, none where it was taken back before or never was
-- Order    none is needed
UPDATE api_token
SET revoked_at_utc = $now_utc
WHERE token_id = $token_id AND revoked_at_utc IS NULL
RETURNING token_id
