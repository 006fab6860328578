-- Let what the desk noted of one attendee be noted of another.
--
-- Takes    $kept_id, $gone_id
-- Returns  nothing
-- Order    none
UPDATE desk_note
SET attendee_id = $kept_id
WHERE attendee_id = $gone_id
