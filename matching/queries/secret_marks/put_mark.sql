-- Keep which secret this process has.
--
-- Takes    $mark, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO secret_mark (mark_id, mark, noted_at_utc)
VALUES (1, $mark, $now_utc)
ON CONFLICT (mark_id) DO UPDATE SET mark = excluded.mark, noted_at_utc = excluded.noted_at_utc
