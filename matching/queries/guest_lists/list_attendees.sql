-- Who is already on the list of this event?
--
-- Takes    $event_id
-- Returns  one row per attendee, as a guest list may change them
-- Order    attendee_id
SELECT
    attendee_id,
    person_id,
    role,
    substitute_for,
    status,
    ticket_type,
    extra,
    EXISTS (
        SELECT 1
        FROM role_change
        WHERE role_change.attendee_id = attendee.attendee_id
    ) AS is_role_decided
FROM attendee
WHERE event_id = $event_id
ORDER BY attendee_id
