-- Who of this meeting is expected at the next one?
--
-- Takes    $event_id
-- Returns  one row per member, also of those who could not come this time, and per one of the staff:
--          person_id, role, ticket_type, extra
-- Order    attendee_id
SELECT
    attendee.person_id,
    attendee.role,
    attendee.ticket_type,
    attendee.extra
FROM attendee
WHERE
    attendee.event_id = $event_id
    AND (
        attendee.role = 'member'
        OR (attendee.role = 'staff' AND attendee.status = 'expected')
    )
ORDER BY attendee.attendee_id
