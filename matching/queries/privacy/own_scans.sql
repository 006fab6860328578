-- When and where was a badge of this person shown?
--
-- Takes    $person_id
-- Returns  one row per scan
-- Order    happened_at_utc, then scan_id
SELECT
    event.name AS event,
    scan.happened_at_utc,
    scan.kiosk,
    scan.direction,
    scan.source,
    scan.outcome
FROM scan
INNER JOIN attendee ON scan.attendee_id = attendee.attendee_id
INNER JOIN event ON scan.event_id = event.event_id
WHERE attendee.person_id = $person_id
ORDER BY scan.happened_at_utc, scan.scan_id
