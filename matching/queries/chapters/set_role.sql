-- Bring the list up to date with a role set by hand: whom a list says they stand in for, is void.
--
-- Takes    $attendee_id, $role
-- Returns  nothing
-- Order    none
UPDATE attendee
SET
    role = $role,
    substitute_for = ''
WHERE attendee_id = $attendee_id
