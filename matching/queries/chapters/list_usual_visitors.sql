-- Who stands on the list as a visitor without anybody having said so by hand?
--
-- Takes    $event_id
-- Returns  one row per attendee who is expected: event_id, attendee_id
-- Order    attendee_id
SELECT
    attendee.event_id,
    attendee.attendee_id
FROM attendee
WHERE
    attendee.event_id = $event_id
    AND attendee.role = 'visitor'
    AND attendee.status = 'expected'
    AND NOT EXISTS (
        SELECT 1
        FROM role_change
        WHERE role_change.attendee_id = attendee.attendee_id
    )
ORDER BY attendee.attendee_id
