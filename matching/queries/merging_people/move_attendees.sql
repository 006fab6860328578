-- Let a person take the places on lists that another had.
--
-- Takes    $kept_id, $gone_id
-- Returns  nothing
-- Order    none
UPDATE attendee
SET person_id = $kept_id
WHERE person_id = $gone_id
