-- P11: A kiosk showed what came of a scan, and the scan is not there for that badge.
SELECT acknowledged.id
FROM acknowledged
WHERE
    acknowledged.fact = 'scan'
    AND NOT EXISTS (
        SELECT 1
        FROM scan
        INNER JOIN guest ON scan.attendee_id = guest.attendee_id
        WHERE scan.scan_id::VARCHAR = acknowledged.id AND guest.code = acknowledged.code
    )
