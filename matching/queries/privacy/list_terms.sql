-- Until when is what is known of each person kept?
--
-- Takes    $usual_days (where the organiser set nothing for the event)
-- Returns  one row per person who is not a member, none of the sample: person_id, event_id (after
--          which they go, nothing for somebody on no list), due_at_utc
-- Order    due_at_utc, then person_id
WITH meeting AS (
    SELECT
        event.event_id,
        event.series_id,
        between_event.event_id IS NOT NULL AS is_between,
        coalesce(event_plan.retention_days, $usual_days) AS days,
        coalesce(
            event.closed_at_utc,
            greatest(
                event.created_at_utc,
                event.opens_at_utc,
                event_plan.ends_at_utc,
                event_plan.starts_at_utc,
                (SELECT max(received_at_utc) FROM scan WHERE scan.event_id = event.event_id),
                (
                    SELECT max(started_at_utc)
                    FROM conversation
                    WHERE conversation.event_id = event.event_id
                )
            )
        ) AS over_at_utc
    FROM event
    LEFT JOIN event_plan ON event.event_id = event_plan.event_id
    LEFT JOIN between_event ON event.event_id = between_event.event_id
),

newest AS (
    SELECT
        event_id,
        series_id
    FROM meeting
    WHERE
        NOT is_between
        AND NOT EXISTS (
            SELECT 1
            FROM meeting AS later
            WHERE
                later.series_id = meeting.series_id
                AND NOT later.is_between
                AND (
                    later.over_at_utc > meeting.over_at_utc
                    OR (
                        later.over_at_utc = meeting.over_at_utc
                        AND later.event_id > meeting.event_id
                    )
                )
        )
),

chapter AS (
    SELECT series.series_id
    FROM series
    WHERE
        series.members_know_each_other
        OR (
            SELECT count(*)
            FROM meeting
            WHERE meeting.series_id = series.series_id AND NOT meeting.is_between
        ) > 1
),

member AS (
    SELECT attendee.person_id
    FROM attendee
    INNER JOIN newest ON attendee.event_id = newest.event_id
    INNER JOIN chapter ON newest.series_id = chapter.series_id
    LEFT JOIN current_role_change ON attendee.attendee_id = current_role_change.attendee_id
    WHERE coalesce(current_role_change.role, attendee.role) = 'member'
),

-- What belongs between meetings is never over: there everybody's own last talk counts.
own_talk AS (
    SELECT
        side.attendee_id,
        max(conversation.started_at_utc) AS last_at_utc
    FROM conversation
    INNER JOIN between_event ON conversation.event_id = between_event.event_id
    INNER JOIN attendee AS side
        ON side.attendee_id IN (conversation.lower_id, conversation.higher_id)
    GROUP BY side.attendee_id
),

term AS (
    SELECT
        attendee.person_id,
        attendee.event_id,
        greatest(
            CASE WHEN meeting.is_between THEN own_talk.last_at_utc ELSE meeting.over_at_utc END,
            attendee.created_at_utc
        )
        + meeting.days * INTERVAL '1 day' AS due_at_utc
    FROM attendee
    INNER JOIN meeting ON attendee.event_id = meeting.event_id
    LEFT JOIN own_talk ON attendee.attendee_id = own_talk.attendee_id
    UNION ALL
    SELECT
        person.person_id,
        NULL AS event_id,
        person.created_at_utc + $usual_days * INTERVAL '1 day' AS due_at_utc
    FROM person
    WHERE NOT EXISTS (SELECT 1 FROM attendee WHERE attendee.person_id = person.person_id)
),

ranked AS (
    SELECT
        person_id,
        event_id,
        due_at_utc,
        row_number() OVER (
            PARTITION BY person_id
            ORDER BY due_at_utc DESC NULLS LAST, event_id DESC
        ) AS place
    FROM term
)

SELECT
    term.person_id,
    term.event_id,
    term.due_at_utc
FROM ranked AS term
INNER JOIN person ON term.person_id = person.person_id
WHERE
    term.place = 1
    AND term.person_id NOT IN (SELECT person_id FROM member)
    AND person.series_id NOT IN (SELECT series_id FROM event WHERE is_sample)
ORDER BY due_at_utc, term.person_id
