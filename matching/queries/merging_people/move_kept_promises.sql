-- Let the kept promises of one attendee be another's.
--
-- Takes    $kept_id, $gone_id
-- Returns  nothing
-- Order    none
UPDATE promise_kept
SET author_id = $kept_id
WHERE author_id = $gone_id
