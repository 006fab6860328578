-- Who came without being on the list, is in, and has no printed badge yet?
--
-- Takes    $event_id
-- Returns  one row per guest: attendee_id, name, kiosk (nothing for the desk), came_at_utc,
--          is_alike (somebody else on the list has the same name or address)
-- Order    the newest first, then attendee_id
WITH came AS (
    SELECT
        attendee_id,
        min(kiosk) AS kiosk,
        min(came_at_utc) AS came_at_utc
    FROM walk_in
    WHERE event_id = $event_id
    GROUP BY attendee_id
)

SELECT
    came.attendee_id,
    person.name,
    came.kiosk,
    came.came_at_utc,
    EXISTS (
        SELECT 1
        FROM attendee AS other
        INNER JOIN person AS alike ON other.person_id = alike.person_id
        WHERE
            other.event_id = $event_id
            AND other.attendee_id <> came.attendee_id
            AND (
                alike.name_key = person.name_key
                OR (alike.email_key = person.email_key AND person.email_key <> '')
            )
    ) AS is_alike
FROM came
INNER JOIN attendee ON came.attendee_id = attendee.attendee_id
INNER JOIN person ON attendee.person_id = person.person_id
INNER JOIN current_admission ON came.attendee_id = current_admission.attendee_id
WHERE
    NOT EXISTS (
        SELECT 1
        FROM desk_note
        WHERE desk_note.attendee_id = came.attendee_id AND desk_note.kind = 'label'
    )
ORDER BY came.came_at_utc DESC, came.attendee_id
