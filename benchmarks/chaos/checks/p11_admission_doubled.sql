-- P11: Somebody is in twice, or was greeted as new under two scans.
WITH standing AS (
    SELECT
        admission.attendee_id,
        admission.scan_id,
        guest.code
    FROM admission
    INNER JOIN guest ON admission.attendee_id = guest.attendee_id
    WHERE NOT EXISTS (
        SELECT 1
        FROM annulment
        WHERE
            annulment.attendee_id = admission.attendee_id AND annulment.turn = admission.turn
    )
)

SELECT code
FROM standing
GROUP BY code
HAVING count(*) > 1
UNION ALL
SELECT code
FROM acknowledged
WHERE fact = 'scan' AND screen = 'greeting'
GROUP BY code
HAVING count(DISTINCT id) > 1
