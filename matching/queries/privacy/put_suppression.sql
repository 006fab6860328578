-- Note who shall not come back by a guest list; noted again, it changes nothing.
--
-- Takes    $key_hash, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO suppression (key_hash, noted_at_utc)
VALUES ($key_hash, $now_utc)
ON CONFLICT (key_hash) DO NOTHING
