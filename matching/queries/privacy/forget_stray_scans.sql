-- Forget old scans of nobody.
--
-- Takes    $before_utc
-- Returns  nothing
-- Order    none
DELETE FROM scan
WHERE attendee_id IS NULL AND received_at_utc <= $before_utc
