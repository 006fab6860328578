-- Were these attendees admitted, and how often was that annulled?
--
-- Takes    $attendee_ids
-- Returns  one row per admission: attendee_id, turn, first_kiosk, first_at_utc; and one per
--          annulment, its turn null
-- Order    none is needed
SELECT
    attendee_id,
    turn,
    kiosk AS first_kiosk,
    admitted_at_utc AS first_at_utc
FROM admission
WHERE attendee_id IN $attendee_ids
UNION ALL
SELECT
    attendee_id,
    NULL AS turn,
    NULL AS first_kiosk,
    NULL AS first_at_utc
FROM annulment
WHERE attendee_id IN $attendee_ids
