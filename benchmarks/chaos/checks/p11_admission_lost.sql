-- P11: A kiosk let somebody in, and they are not in.
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

SELECT acknowledged.id
FROM acknowledged
WHERE
    acknowledged.fact = 'scan'
    AND acknowledged.screen NOT LIKE 'refused%'
    AND acknowledged.code NOT IN (SELECT standing.code FROM standing)
