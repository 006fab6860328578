-- For which of these attendees is it worth looking for an introduction, or for an idea of one?
--
-- Takes    $event_id, $attendee_ids, $since_utc (introductions proposed until then are over)
-- Returns  one row per such attendee: attendee_id, is_side (of an introduction), is_between (a
--          suggestion goes through them)
-- Order    none is needed
WITH candidate AS (
    SELECT
        lower_id AS attendee_id,
        TRUE AS is_side
    FROM introduction
    WHERE event_id = $event_id AND proposed_at_utc > $since_utc
    UNION ALL
    SELECT
        higher_id AS attendee_id,
        TRUE AS is_side
    FROM introduction
    WHERE event_id = $event_id AND proposed_at_utc > $since_utc
    UNION ALL
    SELECT
        via_id AS attendee_id,
        FALSE AS is_side
    FROM suggestion
    WHERE event_id = $event_id AND via_id IS NOT NULL
)

SELECT
    attendee_id,
    bool_or(is_side) AS is_side,
    bool_or(NOT is_side) AS is_between
FROM candidate
WHERE attendee_id IN (SELECT unnest($attendee_ids::UUID []))
GROUP BY attendee_id
