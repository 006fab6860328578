-- Put people on the list of an event.
--
-- Takes    $event_id, $now_utc, and lists of the same length: $attendee_ids, $person_ids, $roles,
--          $substituted, $statuses, $ticket_types, $extras
-- Returns  nothing
-- Order    none
INSERT INTO attendee (
    attendee_id, event_id, person_id, role, substitute_for, status, ticket_type, extra,
    created_at_utc
)
SELECT
    unnest($attendee_ids::UUID []),
    $event_id,
    unnest($person_ids::UUID []),
    unnest($roles::TEXT []),
    unnest($substituted::TEXT []),
    unnest($statuses::TEXT []),
    unnest($ticket_types::TEXT []),
    unnest($extras::TEXT []),
    $now_utc
