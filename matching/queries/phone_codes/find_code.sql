-- Whose conversation does this phone code open?
--
-- Takes    $phone_code_id
-- Returns  at most one row, none for a revoked code: conversation_id, attendee_id
-- Order    none is needed
SELECT
    conversation_id,
    attendee_id
FROM phone_code
WHERE phone_code_id = $phone_code_id AND revoked_at_utc IS NULL
