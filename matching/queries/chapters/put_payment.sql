-- Keep whether an attendee paid at the door, after all that was noted of them before.
--
-- Takes    $payment_id, $event_id, $attendee_id, $is_paid, $amount_cents, $actor, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO door_payment (
    payment_id, event_id, attendee_id, is_paid, amount_cents, place, actor, noted_at_utc
)
SELECT
    $payment_id AS payment_id,
    $event_id AS event_id,
    $attendee_id AS attendee_id,
    $is_paid AS is_paid,
    $amount_cents AS amount_cents,
    count(*) AS place,
    $actor AS actor,
    $now_utc AS noted_at_utc
FROM door_payment
WHERE attendee_id = $attendee_id
