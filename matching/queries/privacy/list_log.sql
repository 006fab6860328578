-- What was done lately, by whom, as far as the log tells?
--
-- Takes    $act (only this kind, or NULL), $wanted (rows at most), $skipped (newer rows left out)
-- Returns  one row per line: noted_at_utc, act, detail, actor ('staff', 'self', 'api', 'upkeep',
--          'cli'), actor_name (of a device or program, '' for none), role (of a device), event,
--          slug and attendee_id of the guest it was about, nothing where there is none (any more)
-- Order    noted_at_utc falling, then audit_id
WITH line AS (
    SELECT *
    FROM audit
    WHERE $act::TEXT IS NULL OR act = $act
    ORDER BY noted_at_utc DESC, audit_id
    LIMIT $wanted OFFSET $skipped
),

guest AS (
    SELECT
        line.audit_id,
        max(attendee.attendee_id::TEXT)::UUID AS attendee_id
    FROM line
    INNER JOIN attendee ON line.subject_id IN (attendee.attendee_id, attendee.person_id)
    WHERE line.event_id IS NULL OR line.event_id = attendee.event_id
    GROUP BY line.audit_id
)

SELECT
    line.noted_at_utc,
    line.act,
    line.detail,
    split_part(line.actor, ':', 1) AS actor,
    coalesce(staff_session.name, api_token.name, '') AS actor_name,
    staff_session.role,
    coalesce(event.name, '') AS event,
    guest.attendee_id,
    place.slug
FROM line
LEFT JOIN staff_session ON line.actor = 'staff:' || staff_session.session_id
LEFT JOIN api_token ON line.actor = 'api:' || api_token.token_id
LEFT JOIN event ON line.event_id = event.event_id
LEFT JOIN guest ON line.audit_id = guest.audit_id
LEFT JOIN attendee ON guest.attendee_id = attendee.attendee_id
LEFT JOIN event AS place ON attendee.event_id = place.event_id
ORDER BY line.noted_at_utc DESC, line.audit_id
