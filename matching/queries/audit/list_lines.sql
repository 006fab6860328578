-- What was done lately?
--
-- Takes    $act (only this kind, or NULL), $wanted (rows at most), $skipped (newer rows left out)
-- Returns  one row per line of the log
-- Order    noted_at_utc falling, then audit_id
SELECT
    audit_id,
    actor,
    act,
    event_id,
    subject_id,
    detail,
    noted_at_utc
FROM audit
WHERE $act::TEXT IS NULL OR act = $act
ORDER BY noted_at_utc DESC, audit_id
LIMIT $wanted OFFSET $skipped
