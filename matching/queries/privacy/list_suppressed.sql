-- Who shall not come back by a guest list, by which hashes?
--
-- Takes    nothing
-- Returns  one row per hash: key_hash, noted_at_utc
-- Order    key_hash
SELECT
    key_hash,
    noted_at_utc
FROM suppression
ORDER BY key_hash
