-- What was noted of this attendee at the door, and on whose device?
--
-- Takes    $attendee_id
-- Returns  one row per note: is_paid, amount_cents, by (name of the device's owner, or ''),
--          noted_at_utc
-- Order    the newest first
SELECT
    door_payment.is_paid,
    door_payment.amount_cents,
    coalesce(staff_session.name, '') AS by,
    door_payment.noted_at_utc
FROM door_payment
LEFT JOIN staff_session
    ON door_payment.actor = 'staff:' || CAST(staff_session.session_id AS TEXT)
WHERE door_payment.attendee_id = $attendee_id
ORDER BY door_payment.place DESC
