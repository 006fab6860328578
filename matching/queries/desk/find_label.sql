-- When was a label of this attendee's badge, as it is now, printed last?
--
-- Takes    $attendee_id
-- Returns  at most one row: noted_at_utc; nothing where the badge was replaced since
-- Order    the newest
SELECT desk_note.noted_at_utc
FROM desk_note
INNER JOIN attendee ON desk_note.attendee_id = attendee.attendee_id
WHERE
    desk_note.attendee_id = $attendee_id
    AND desk_note.kind = 'label'
    AND NOT EXISTS (
        SELECT 1
        FROM badge
        WHERE
            badge.person_id = attendee.person_id
            AND badge.ended_at_utc > desk_note.noted_at_utc
    )
ORDER BY desk_note.noted_at_utc DESC
LIMIT 1
