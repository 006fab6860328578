-- Which way did this attendee last go through a door before a moment?
--
-- Takes    $attendee_id, $before_utc
-- Returns  at most one row: direction
-- Order    by when it happened, then when it reached us, then id: the last
SELECT direction
FROM scan
WHERE
    attendee_id = $attendee_id
    AND happened_at_utc <= $before_utc
    AND outcome IN ('admitted', 'already_admitted', 're_entered', 'left')
ORDER BY happened_at_utc DESC, received_at_utc DESC, scan_id DESC
LIMIT 1
