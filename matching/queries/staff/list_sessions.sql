-- Which devices are signed in?
--
-- Takes    $now_utc
-- Returns  one row per session that stands
-- Order    began_at_utc falling, then session_id
SELECT
    session_id,
    name,
    role,
    door,
    began_at_utc,
    ends_at_utc
FROM staff_session
WHERE
    ends_at_utc > $now_utc
    AND NOT EXISTS (
        SELECT 1
        FROM staff_session_end
        WHERE staff_session_end.session_id = staff_session.session_id
    )
ORDER BY began_at_utc DESC, session_id
