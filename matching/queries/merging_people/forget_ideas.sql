-- Take away the desk's ideas of an attendee who is part of another now.
--
-- Takes    $gone_id
-- Returns  nothing
-- Order    none
DELETE FROM desk_idea
WHERE $gone_id IN (attendee_id, suggested_id)
