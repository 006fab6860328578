-- Let the desk's ideas for and about one attendee be for and about another.
--
-- Takes    $kept_id, $gone_id
-- Returns  nothing
-- Order    none
INSERT INTO desk_idea (event_id, attendee_id, suggested_id, sent_at_utc)
WITH idea AS (
    SELECT
        event_id,
        CASE attendee_id WHEN $gone_id THEN $kept_id ELSE attendee_id END AS attendee_id,
        CASE suggested_id WHEN $gone_id THEN $kept_id ELSE suggested_id END AS suggested_id,
        sent_at_utc
    FROM desk_idea
    WHERE $gone_id IN (attendee_id, suggested_id)
)

SELECT
    event_id,
    attendee_id,
    suggested_id,
    sent_at_utc
FROM idea
WHERE attendee_id <> suggested_id
ON CONFLICT (attendee_id, suggested_id) DO NOTHING
