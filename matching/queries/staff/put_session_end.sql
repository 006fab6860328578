-- Which device was signed out?
--
-- Takes    $session_id, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO staff_session_end (session_id, ended_at_utc)
VALUES ($session_id, $now_utc)
ON CONFLICT DO NOTHING
