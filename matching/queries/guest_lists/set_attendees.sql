-- Bring attendees up to date with a guest list.
--
-- Takes    lists of the same length: $attendee_ids, $roles, $substituted, $statuses,
--          $ticket_types, $extras
-- Returns  nothing
-- Order    none
WITH listed AS (
    SELECT
        unnest($attendee_ids::UUID []) AS attendee_id,
        unnest($roles::TEXT []) AS role,
        unnest($substituted::TEXT []) AS substitute_for,
        unnest($statuses::TEXT []) AS status,
        unnest($ticket_types::TEXT []) AS ticket_type,
        unnest($extras::TEXT []) AS extra
)

UPDATE attendee
SET
    role = listed.role,
    substitute_for = listed.substitute_for,
    status = listed.status,
    ticket_type = listed.ticket_type,
    extra = listed.extra
FROM listed
WHERE attendee.attendee_id = listed.attendee_id
