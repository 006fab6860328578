-- Which programs have a key, those whose key no longer works too?
--
-- Takes    nothing
-- Returns  one row per key, as in interfaces.Token
-- Order    newest first, then id
SELECT
    token_id,
    name,
    scopes,
    made_at_utc,
    ends_at_utc,
    revoked_at_utc,
    used_at_utc
FROM api_token
ORDER BY made_at_utc DESC, token_id
