-- Let the form of one attendee be another's.
--
-- Takes    $kept_id, $gone_id
-- Returns  nothing
-- Order    none
UPDATE walk_in
SET attendee_id = $kept_id
WHERE attendee_id = $gone_id
