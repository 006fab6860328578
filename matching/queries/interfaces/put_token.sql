-- A new key for a program.
--
-- Takes    $token_id, $token_hash, $name, $scopes, $now_utc, $ends_at_utc
-- Returns  nothing
-- Order    none
INSERT INTO api_token (token_id, token_hash, name, scopes, made_at_utc, ends_at_utc)
VALUES ($token_id, $token_hash, $name, $scopes, $now_utc, $ends_at_utc)
