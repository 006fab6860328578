-- Which call needs nobody any more? What was said first counts.
--
-- Takes    $call_id, $kind, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO staff_call_end (call_id, kind, ended_at_utc)
VALUES ($call_id, $kind, $now_utc)
ON CONFLICT (call_id) DO NOTHING
