-- Forget where these attendees and badges were.
--
-- Takes    $attendee_ids, $codes
-- Returns  nothing
-- Order    none
DELETE FROM scan
WHERE
    attendee_id IN (SELECT unnest($attendee_ids::UUID []))
    OR code IN (SELECT unnest($codes::TEXT []))
