-- Who in the room would suit each of these guests, and may be suggested to them?
--
-- Takes    $attendee_ids, $wanted (of each at most)
-- Returns  one row per guest and person: attendee_id, suggested_id, name, company, is_from_desk
--          (the idea was sent)
-- Order    attendee_id, then the ideas of the desk, then the rank in the list, then suggested_id
WITH numbered AS (
    SELECT
        attendee_id,
        suggested_id,
        name,
        company,
        is_from_desk,
        row_number() OVER (
            PARTITION BY attendee_id
            ORDER BY is_from_desk DESC, rank, suggested_id
        ) AS place
    FROM standing_suggestion
    WHERE is_here AND attendee_id IN (SELECT unnest($attendee_ids::UUID []))
)

SELECT
    attendee_id,
    suggested_id,
    name,
    company,
    is_from_desk
FROM numbered
WHERE place <= $wanted
ORDER BY attendee_id, place
