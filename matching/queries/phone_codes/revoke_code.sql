-- This phone code opens nothing from now on.
--
-- Takes    $phone_code_id, $now_utc
-- Returns  nothing
-- Order    none
UPDATE phone_code
SET revoked_at_utc = $now_utc
WHERE phone_code_id = $phone_code_id
