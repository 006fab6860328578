-- Take away a place on a list that is part of another now.
--
-- Takes    $gone_id
-- Returns  nothing
-- Order    none
DELETE FROM attendee
WHERE attendee_id = $gone_id
