-- What are the lists of an event as they were last worked out?
--
-- Takes    $event_id
-- Returns  one row per entry: attendee_id, suggested_id, rank, score, via_id, reasons
-- Order    by attendee, rank
SELECT
    attendee_id,
    suggested_id,
    rank,
    score,
    via_id,
    reasons
FROM suggestion
WHERE event_id = $event_id
ORDER BY attendee_id, rank
