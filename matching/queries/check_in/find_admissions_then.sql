-- Which admission stood when these scans were answered, even if it was undone later?
--
-- Takes    $scan_ids, all known
-- Returns  one row per scan of somebody who was in then: scan_id, first_kiosk, first_at_utc
-- Order    none is needed
WITH stood AS (
    SELECT
        scan.scan_id,
        admission.kiosk AS first_kiosk,
        admission.admitted_at_utc AS first_at_utc,
        row_number() OVER (
            PARTITION BY scan.scan_id
            ORDER BY (admission.scan_id = scan.scan_id) DESC, admission.turn DESC
        ) AS place
    FROM scan
    INNER JOIN admission
        ON
            scan.attendee_id = admission.attendee_id
            AND scan.received_at_utc >= admission.received_at_utc
    WHERE scan.scan_id IN (SELECT unnest($scan_ids::UUID []))
)

SELECT
    scan_id,
    first_kiosk,
    first_at_utc
FROM stood
WHERE place = 1
