-- Keep what is left of the list's words about an attendee.
--
-- Takes    $attendee_id, $substitute_for, $extra
-- Returns  nothing
-- Order    none
UPDATE attendee
SET
    substitute_for = $substitute_for,
    extra = $extra
WHERE attendee_id = $attendee_id
