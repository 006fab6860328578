-- When were these attendees admitted, and was it taken back?
--
-- Takes    $attendee_ids
-- Returns  one row per admission: event_id, scan_id, kiosk, admitted_at_utc, received_at_utc,
--          annulled_at_utc (nothing while it stands)
-- Order    none is needed
SELECT
    admission.event_id,
    admission.scan_id,
    admission.kiosk,
    admission.admitted_at_utc,
    admission.received_at_utc,
    annulment.annulled_at_utc
FROM admission
LEFT JOIN annulment
    ON admission.attendee_id = annulment.attendee_id AND admission.turn = annulment.turn
WHERE admission.attendee_id IN (SELECT unnest($attendee_ids::UUID []))
