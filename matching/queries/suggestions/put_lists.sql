-- Keep entries of lists.
--
-- Takes    $event_id, $attendee_ids, $suggested_ids, $ranks, $scores, $via_ids, $reasons
--          (of the same length)
-- Returns  nothing
-- Order    none
INSERT INTO suggestion (event_id, attendee_id, suggested_id, rank, score, via_id, reasons)
SELECT
    $event_id AS event_id,
    unnest($attendee_ids::UUID []) AS attendee_id,
    unnest($suggested_ids::UUID []) AS suggested_id,
    unnest($ranks::INTEGER []) AS rank,
    unnest($scores::DOUBLE []) AS score,
    unnest($via_ids::UUID []) AS via_id,
    unnest($reasons::TEXT []) AS reasons
