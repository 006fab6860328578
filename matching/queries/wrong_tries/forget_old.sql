-- Forget tries that no longer count.
--
-- Takes    $before_utc
-- Returns  nothing
-- Order    none
DELETE FROM wrong_try
WHERE tried_at_utc < $before_utc
