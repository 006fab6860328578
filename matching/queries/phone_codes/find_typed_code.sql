-- To which phone code does this typed code lead?
--
-- Takes    $code_hash, $now_utc
-- Returns  at most one row: phone_code_id
-- Order    none is needed
SELECT phone_code_id
FROM typed_code
WHERE code_hash = $code_hash AND ends_at_utc > $now_utc
