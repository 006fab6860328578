-- When did this person come in?
--
-- Takes    $person_id
-- Returns  one row per admission
-- Order    admitted_at_utc, then turn
SELECT
    event.name AS event,
    admission.admitted_at_utc,
    admission.kiosk,
    annulment.annulled_at_utc
FROM admission
INNER JOIN attendee ON admission.attendee_id = attendee.attendee_id
INNER JOIN event ON admission.event_id = event.event_id
LEFT JOIN annulment
    ON admission.attendee_id = annulment.attendee_id AND admission.turn = annulment.turn
WHERE attendee.person_id = $person_id
ORDER BY admission.admitted_at_utc, admission.turn
