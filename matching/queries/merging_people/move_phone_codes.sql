-- Let the phone codes of one attendee be another's.
--
-- Takes    $kept_id, $gone_id
-- Returns  nothing
-- Order    none
UPDATE phone_code
SET attendee_id = $kept_id
WHERE attendee_id = $gone_id
