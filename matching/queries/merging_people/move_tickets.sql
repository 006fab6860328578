-- Let the tickets of one attendee be another's.
--
-- Takes    $kept_id, $gone_id
-- Returns  nothing
-- Order    none
UPDATE ticket
SET attendee_id = $kept_id
WHERE attendee_id = $gone_id
