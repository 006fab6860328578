-- Whose place is cancelled, though they have registered again since?
--
-- Takes    $event_id, $kind (of the note), $wanted (rows at most)
-- Returns  one row per attendee: attendee_id, name ("" for somebody who takes part in the entry
--          only), noted_at_utc
-- Order    newest first, then attendee_id
WITH noted AS (
    SELECT
        attendee_id,
        max(noted_at_utc) AS noted_at_utc
    FROM desk_note
    WHERE event_id = $event_id AND kind = $kind
    GROUP BY attendee_id
)

SELECT
    attendee.attendee_id,
    CASE WHEN entry_only.person_id IS NULL THEN person.name ELSE '' END AS name,
    noted.noted_at_utc
FROM noted
INNER JOIN attendee ON noted.attendee_id = attendee.attendee_id
INNER JOIN person ON attendee.person_id = person.person_id
LEFT JOIN current_consent AS entry_only
    ON
        person.person_id = entry_only.person_id
        AND entry_only.kind = 'entry_only'
        AND entry_only.is_given
WHERE attendee.status = 'cancelled'
ORDER BY noted.noted_at_utc DESC, attendee.attendee_id
LIMIT $wanted
