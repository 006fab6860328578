-- When was a badge of this person shown?
--
-- Takes    $person_id
-- Returns  one row per act: act_id, kind, happened_at_utc, event_id, attendee_id, kiosk,
--          detail, is_standing (taking it back changes something)
-- Order    none: the caller puts all acts in order
SELECT
    scan.scan_id AS act_id,
    'scan' AS kind,
    scan.happened_at_utc,
    scan.event_id,
    scan.attendee_id,
    scan.kiosk,
    CASE WHEN scan.source IN ('staff', 'paper') THEN 'staff' ELSE scan.outcome END AS detail,
    FALSE AS is_standing
FROM scan
INNER JOIN attendee ON scan.attendee_id = attendee.attendee_id
WHERE attendee.person_id = $person_id
