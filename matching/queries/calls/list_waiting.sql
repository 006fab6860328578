-- Which calls has nobody taken yet?
--
-- Takes    $event_id, $since_utc
-- Returns  one row per call: call_id, kiosk, called_at_utc
-- Order    called_at_utc, then call_id
SELECT
    staff_call.call_id,
    staff_call.kiosk,
    staff_call.called_at_utc
FROM staff_call
LEFT JOIN staff_call_end ON staff_call.call_id = staff_call_end.call_id
WHERE
    staff_call.event_id = $event_id
    AND staff_call.called_at_utc >= $since_utc
    AND staff_call_end.call_id IS NULL
ORDER BY staff_call.called_at_utc, staff_call.call_id
