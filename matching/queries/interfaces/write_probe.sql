-- Write something.
--
-- Takes    $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO readiness_probe (probe_id, written_at_utc)
VALUES (1, $now_utc)
ON CONFLICT (probe_id) DO UPDATE SET written_at_utc = excluded.written_at_utc
