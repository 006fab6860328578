-- Which device is signed in?
--
-- Takes    $session_id, $key_hash, $name, $role, $door, $now_utc, $ends_at_utc
-- Returns  nothing
-- Order    none
INSERT INTO staff_session (session_id, key_hash, name, role, door, began_at_utc, ends_at_utc)
VALUES ($session_id, $key_hash, $name, $role, $door, $now_utc, $ends_at_utc)
