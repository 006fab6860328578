-- Who has this address, and may be sent one more link to their own page?
--
-- Takes    $email_key, $since_utc and $most_links (a person's links since then, at most)
-- Returns  one row per person, at the newest meeting they are on the list of: event_id,
--          attendee_id, person_id
-- Order    person_id
WITH listed AS (
    SELECT
        attendee.event_id,
        attendee.attendee_id,
        person.person_id,
        row_number() OVER (
            PARTITION BY person.person_id
            ORDER BY event.created_at_utc DESC, event.slug DESC
        ) AS place
    FROM person
    INNER JOIN attendee ON person.person_id = attendee.person_id
    INNER JOIN event ON attendee.event_id = event.event_id
    WHERE
        person.email_key = $email_key
        AND attendee.status <> 'cancelled'
        AND NOT event.is_sample
        AND NOT EXISTS (
            SELECT 1
            FROM between_event
            WHERE between_event.event_id = event.event_id
        )
),

sent AS (
    SELECT
        person_id,
        count(*) AS links
    FROM mail
    WHERE kind = 'link' AND queued_at_utc > $since_utc
    GROUP BY person_id
)

SELECT
    listed.event_id,
    listed.attendee_id,
    listed.person_id
FROM listed
LEFT JOIN sent ON listed.person_id = sent.person_id
WHERE listed.place = 1 AND coalesce(sent.links, 0) < $most_links
ORDER BY listed.person_id
