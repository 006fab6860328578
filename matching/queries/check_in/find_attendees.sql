-- Who are these people at this event, and were they admitted?
--
-- Takes    $event_id, $person_ids, $attendee_ids
-- Returns  one row per attendee: person, status, turns annulled so far, the standing admission
-- Order    none is needed
WITH wanted AS (
    SELECT
        attendee.attendee_id,
        attendee.person_id,
        attendee.role,
        attendee.status
    FROM attendee
    WHERE
        attendee.event_id = $event_id
        AND (
            attendee.person_id IN (SELECT unnest($person_ids::UUID []))
            OR attendee.attendee_id IN (SELECT unnest($attendee_ids::UUID []))
        )
),

annulled AS (
    SELECT
        attendee_id,
        count(*) AS turns
    FROM annulment
    GROUP BY attendee_id
)

SELECT
    wanted.attendee_id,
    wanted.person_id,
    wanted.role,
    wanted.status,
    person.name,
    person.company,
    person.language,
    person.is_blocked,
    coalesce(annulled.turns, 0) AS turn,
    admission.kiosk AS first_kiosk,
    admission.admitted_at_utc AS first_at_utc
FROM wanted
INNER JOIN person ON wanted.person_id = person.person_id
LEFT JOIN annulled ON wanted.attendee_id = annulled.attendee_id
LEFT JOIN admission
    ON
        wanted.attendee_id = admission.attendee_id
        AND coalesce(annulled.turns, 0) = admission.turn
