-- P11: A scan is there twice, or no kiosk made it.
SELECT scan_id
FROM scan
GROUP BY scan_id
HAVING
    count(*) > 1
    OR scan_id::VARCHAR NOT IN (SELECT sent.id FROM sent WHERE sent.fact = 'scan')
