-- When did the first guest of this event come in?
--
-- Takes    $event_id
-- Returns  at most one row: admitted_at_utc
-- Order    the earliest
SELECT admitted_at_utc
FROM current_admission
WHERE event_id = $event_id
ORDER BY admitted_at_utc
LIMIT 1
