-- How does this call stand?
--
-- Takes    $call_id
-- Returns  the call, or no row: called_at_utc, kind (taken, withdrawn, or NULL while it rings)
-- Order    one row at most
SELECT
    staff_call.called_at_utc,
    staff_call_end.kind
FROM staff_call
LEFT JOIN staff_call_end ON staff_call.call_id = staff_call_end.call_id
WHERE staff_call.call_id = $call_id
