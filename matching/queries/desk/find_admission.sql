-- Which admission of this attendee stands?
--
-- Takes    $attendee_id
-- Returns  at most one row: turn, received_at_utc
-- Order    at most one row
SELECT
    turn,
    received_at_utc
FROM current_admission
WHERE attendee_id = $attendee_id
