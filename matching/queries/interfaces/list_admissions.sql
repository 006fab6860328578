-- Who was let in at this event, and whose admission was taken back, since this one?
--
-- Takes    $event_id, $after (id of the last admission known, or NULL), $wanted (rows at most)
-- Returns  one row per admission: id, attendee_id, person_id, kiosk, admitted_at_utc,
--          undone_at_utc, changed_at_utc (of receipt, or undone)
-- Order    changed_at_utc, then id
WITH entry AS (
    SELECT
        admission.scan_id AS id,
        admission.attendee_id,
        attendee.person_id,
        admission.kiosk,
        admission.admitted_at_utc,
        annulment.annulled_at_utc AS undone_at_utc,
        coalesce(annulment.annulled_at_utc, admission.received_at_utc) AS changed_at_utc
    FROM admission
    INNER JOIN attendee ON admission.attendee_id = attendee.attendee_id
    LEFT JOIN annulment
        ON
            admission.attendee_id = annulment.attendee_id
            AND admission.turn = annulment.turn
    WHERE admission.event_id = $event_id
),

known AS (
    SELECT
        id,
        changed_at_utc
    FROM entry
    WHERE id = $after
)

SELECT
    entry.id,
    entry.attendee_id,
    entry.person_id,
    entry.kiosk,
    entry.admitted_at_utc,
    entry.undone_at_utc,
    entry.changed_at_utc
FROM entry
WHERE
    NOT EXISTS (SELECT 1 FROM known)
    OR EXISTS (
        SELECT 1
        FROM known
        WHERE
            entry.changed_at_utc > known.changed_at_utc
            OR (entry.changed_at_utc = known.changed_at_utc AND entry.id > known.id)
    )
ORDER BY entry.changed_at_utc, entry.id
LIMIT $wanted
