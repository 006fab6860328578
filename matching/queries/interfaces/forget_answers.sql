-- Forget what programs were answered long ago.
--
-- Takes    $before_utc
-- Returns  nothing
-- Order    none
DELETE FROM api_answer
WHERE kept_at_utc <= $before_utc
