-- Which program has the key with this hash?
--
-- Takes    $token_hash
-- Returns  one row or none, as in interfaces.Token
-- Order    none is needed
SELECT
    token_id,
    name,
    scopes,
    made_at_utc,
    ends_at_utc,
    revoked_at_utc,
    used_at_utc
FROM api_token
WHERE token_hash = $token_hash
