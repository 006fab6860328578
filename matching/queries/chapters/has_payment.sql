-- Is this payment kept already?
--
-- Takes    $payment_id
-- Returns  one row if it is: payment_id
-- Order    none is needed
SELECT payment_id
FROM door_payment
WHERE payment_id = $payment_id
