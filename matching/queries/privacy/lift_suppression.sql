-- Somebody came back of their own will.
--
-- Takes    $key_hash
-- Returns  nothing
-- Order    none
DELETE FROM suppression
WHERE key_hash = $key_hash
