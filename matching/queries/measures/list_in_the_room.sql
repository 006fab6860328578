-- Who is in the room?
--
-- Takes    $event_id
-- Returns  one row per person: attendee_id, name and company ('' for entry only), is_entry_only,
--          code (of the valid badge issued last, or null)
-- Order    those with names as a Polish phone book has them, then entry only by code, then
--          attendee_id
WITH valid_badge AS (
    SELECT
        person_id,
        code,
        row_number() OVER (PARTITION BY person_id ORDER BY issued_at_utc DESC, code) AS place
    FROM badge
    WHERE person_id IS NOT NULL AND ended_at_utc IS NULL
),

here AS (
    SELECT
        attendee.attendee_id,
        attendee.person_id,
        coalesce(entry_only.is_given, FALSE) AS is_entry_only
    FROM in_the_room
    INNER JOIN attendee ON in_the_room.attendee_id = attendee.attendee_id
    LEFT JOIN current_consent AS entry_only
        ON attendee.person_id = entry_only.person_id AND entry_only.kind = 'entry_only'
    WHERE in_the_room.event_id = $event_id
)

SELECT
    here.attendee_id,
    here.is_entry_only,
    valid_badge.code,
    CASE WHEN here.is_entry_only THEN '' ELSE person.name END AS name,
    CASE WHEN here.is_entry_only THEN '' ELSE person.company END AS company
FROM here
INNER JOIN person ON here.person_id = person.person_id
LEFT JOIN valid_badge ON here.person_id = valid_badge.person_id AND valid_badge.place = 1
ORDER BY
    here.is_entry_only,
    CASE WHEN here.is_entry_only THEN '' ELSE person.family_name END COLLATE pl,
    CASE WHEN here.is_entry_only THEN '' ELSE person.name END COLLATE pl,
    valid_badge.code,
    here.attendee_id
