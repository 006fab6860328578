-- Which of these scans do we know already?
--
-- Takes    $scan_ids
-- Returns  one row per known scan: scan_id, attendee_id, outcome
-- Order    none is needed
SELECT
    scan_id,
    attendee_id,
    outcome
FROM scan
WHERE scan_id IN $scan_ids
