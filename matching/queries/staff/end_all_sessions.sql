-- Every device is signed out.
--
-- Takes    $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO staff_session_end (session_id, ended_at_utc)
SELECT
    session_id,
    $now_utc AS ended_at_utc
FROM staff_session
ON CONFLICT DO NOTHING
