-- Whose conversation does this code open?
--
-- Takes    $code_hash, $now
-- Returns  at most one row: conversation_id, attendee_id
-- Order    none
SELECT
    conversation_id,
    attendee_id
FROM typed_code
WHERE code_hash = $code_hash AND ends_at_utc > $now
