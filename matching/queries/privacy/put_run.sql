-- Note what was done for privacy.
--
-- Takes    $run_id, $kind, $pieces, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO privacy_run (run_id, kind, pieces, ran_at_utc)
VALUES ($run_id, $kind, $pieces, $now_utc)
