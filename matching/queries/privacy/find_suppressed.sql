-- Which of these shall not come back?
--
-- Takes    $key_hashes
-- Returns  one row per hash that is noted: key_hash
-- Order    none is needed
SELECT key_hash
FROM suppression
WHERE key_hash IN (SELECT unnest($key_hashes::TEXT []))
