-- P11: An admission has no scan that admits, or such a scan no admission.
SELECT admission.scan_id
FROM admission
WHERE
    admission.scan_id NOT IN (SELECT scan.scan_id FROM scan WHERE scan.outcome = 'admitted')
UNION ALL
SELECT scan.scan_id
FROM scan
WHERE
    scan.outcome = 'admitted'
    AND scan.scan_id NOT IN (SELECT admission.scan_id FROM admission)
