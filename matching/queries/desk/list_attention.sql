-- What does the desk have to look at: refused scans, and guests who said "this is not me"?
--
-- Takes    $event_id, $wanted (rows at most)
-- Returns  one row per fact: happened_at_utc, kiosk, reason, attendee_id, name
-- Order    newest first, then attendee
SELECT
    fact.happened_at_utc,
    fact.kiosk,
    fact.reason,
    fact.attendee_id,
    coalesce(person.name, '') AS name
FROM (
    SELECT
        happened_at_utc,
        kiosk,
        outcome AS reason,
        attendee_id
    FROM scan
    WHERE
        event_id = $event_id
        AND outcome NOT IN ('admitted', 'already_admitted', 're_entered', 'left')
    UNION ALL
    SELECT
        noted_at_utc AS happened_at_utc,
        kiosk,
        kind AS reason,
        attendee_id
    FROM desk_note
    WHERE event_id = $event_id AND kind = 'not_me'
) AS fact
LEFT JOIN attendee ON fact.attendee_id = attendee.attendee_id
LEFT JOIN person ON attendee.person_id = person.person_id
ORDER BY fact.happened_at_utc DESC, fact.attendee_id
LIMIT $wanted
