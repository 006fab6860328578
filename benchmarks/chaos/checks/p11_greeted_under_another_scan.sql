-- P11: A kiosk greeted somebody as new, and the admission came of another scan.
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
INNER JOIN standing ON acknowledged.code = standing.code
WHERE
    acknowledged.fact = 'scan'
    AND acknowledged.screen = 'greeting'
    AND standing.scan_id::VARCHAR <> acknowledged.id
