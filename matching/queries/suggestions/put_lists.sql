-- Keep entries of lists, of those there (still) are.
--
-- Takes    $event_id, $attendee_ids, $suggested_ids, $ranks, $scores, $via_ids, $reasons
--          (of the same length)
-- Returns  nothing
-- Order    none
INSERT INTO suggestion (event_id, attendee_id, suggested_id, rank, score, via_id, reasons)
SELECT
    $event_id AS event_id,
    fresh.attendee_id,
    fresh.suggested_id,
    fresh.rank,
    fresh.score,
    fresh.via_id,
    fresh.reasons
FROM (
    SELECT
        unnest($attendee_ids::UUID []) AS attendee_id,
        unnest($suggested_ids::UUID []) AS suggested_id,
        unnest($ranks::INTEGER []) AS rank,
        unnest($scores::DOUBLE PRECISION []) AS score,
        unnest($via_ids::UUID []) AS via_id,
        unnest($reasons::TEXT []) AS reasons
) AS fresh
INNER JOIN attendee AS one ON fresh.attendee_id = one.attendee_id
INNER JOIN attendee AS other ON fresh.suggested_id = other.attendee_id
LEFT JOIN attendee AS via ON fresh.via_id = via.attendee_id
WHERE fresh.via_id IS NULL OR via.attendee_id IS NOT NULL
