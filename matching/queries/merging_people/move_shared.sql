-- Let what one attendee shares be shared by another.
--
-- Takes    $kept_id, $gone_id
-- Returns  nothing
-- Order    none
UPDATE sharing
SET owner_id = $kept_id
WHERE owner_id = $gone_id
