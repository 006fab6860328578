-- With whom can this person record a one-to-one between meetings?
--
-- Takes    $person_id
-- Returns  one row per person of the series with whom they have connected, or who is a member as
--          they are and known by name: person_id, name, company, is_connected
-- Order    as a Polish phone book: family name, name, then id
WITH withheld AS (
    SELECT person_id
    FROM current_consent
    WHERE kind = 'entry_only' AND is_given
    UNION
    SELECT person_id
    FROM person
    WHERE is_blocked
),

newest_meeting AS (
    SELECT
        event.event_id,
        series.members_know_each_other
    FROM person
    INNER JOIN series ON person.series_id = series.series_id
    INNER JOIN event ON series.series_id = event.series_id
    WHERE
        person.person_id = $person_id
        AND NOT EXISTS (
            SELECT 1
            FROM between_event
            WHERE between_event.event_id = event.event_id
        )
    ORDER BY event.created_at_utc DESC, event.event_id
    LIMIT 1
),

member AS (
    SELECT
        attendee.person_id,
        newest_meeting.members_know_each_other OR coalesce(suggest.is_given, FALSE) AS is_known
    FROM newest_meeting
    INNER JOIN attendee
        ON newest_meeting.event_id = attendee.event_id AND attendee.role = 'member'
    LEFT JOIN current_consent AS suggest
        ON attendee.person_id = suggest.person_id AND suggest.kind = 'suggest'
),

connected AS (
    SELECT
        CASE lower_person_id
            WHEN $person_id THEN higher_person_id
            ELSE lower_person_id
        END AS person_id
    FROM acquaintance
    WHERE $person_id IN (lower_person_id, higher_person_id)
),

partner AS (
    SELECT person_id
    FROM connected
    UNION
    SELECT person_id
    FROM member
    WHERE
        is_known
        AND EXISTS (
            SELECT 1
            FROM member AS me
            WHERE me.person_id = $person_id
        )
)

SELECT
    person.person_id,
    person.name,
    person.company,
    connected.person_id IS NOT NULL AS is_connected
FROM partner
INNER JOIN person ON partner.person_id = person.person_id
LEFT JOIN connected ON partner.person_id = connected.person_id
WHERE
    partner.person_id <> $person_id
    AND NOT EXISTS (
        SELECT 1
        FROM withheld
        WHERE withheld.person_id IN (partner.person_id, $person_id)
    )
ORDER BY person.family_name COLLATE pl, person.name COLLATE pl, person.person_id
