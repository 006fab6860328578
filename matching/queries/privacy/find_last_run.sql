-- When was this done last?
--
-- Takes    $kind, $now_utc (a clock that went wrong may have left later rows)
-- Returns  one row, none if never: ran_at_utc, pieces
-- Order    one row
SELECT
    ran_at_utc,
    pieces
FROM privacy_run
WHERE kind = $kind AND ran_at_utc <= $now_utc
ORDER BY ran_at_utc DESC, run_id
LIMIT 1
