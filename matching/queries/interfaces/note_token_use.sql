-- A program's key was used.
--
-- Takes    $token_id, $now_utc
-- Returns  nothing
-- Order    none
UPDATE api_token
SET used_at_utc = $now_utc
WHERE token_id = $token_id
