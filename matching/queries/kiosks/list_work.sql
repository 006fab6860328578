-- What did each kiosk do at this event?
--
-- Takes    $event_id, $since_utc (from when refused scans are counted)
-- Returns  one row per number of a kiosk: kiosk, last_scan_at_utc, refused
-- Order    kiosk
SELECT
    kiosk,
    max(received_at_utc) AS last_scan_at_utc,
    count(*) FILTER (
        WHERE received_at_utc >= $since_utc
        AND outcome NOT IN ('admitted', 'already_admitted', 'left', 're_entered')
    ) AS refused
FROM scan
WHERE event_id = $event_id AND kiosk IS NOT NULL
GROUP BY kiosk
ORDER BY kiosk
