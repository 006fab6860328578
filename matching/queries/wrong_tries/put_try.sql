-- One more try.
--
-- Takes    $try_id, $door, $origin, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO wrong_try (try_id, door, origin, tried_at_utc)
VALUES ($try_id, $door, $origin, $now_utc)
