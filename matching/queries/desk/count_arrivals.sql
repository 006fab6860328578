-- How many are expected, and how many came?
--
-- Takes    $event_id
-- Returns  one row: expected (not cancelled, or admitted all the same), admitted
-- Order    one row
SELECT
    count(*) FILTER (
        WHERE attendee.status = 'expected' OR admission.attendee_id IS NOT NULL
    ) AS expected,
    count(admission.attendee_id) AS admitted
FROM attendee
LEFT JOIN current_admission AS admission ON attendee.attendee_id = admission.attendee_id
WHERE attendee.event_id = $event_id
