-- Whose key is this?
--
-- Takes    $key_hash, $now_utc
-- Returns  the session that stands, or no row
-- Order    one row at most
SELECT
    session_id,
    name,
    role,
    door,
    began_at_utc,
    ends_at_utc
FROM staff_session
WHERE
    key_hash = $key_hash
    AND ends_at_utc > $now_utc
    AND NOT EXISTS (
        SELECT 1
        FROM staff_session_end
        WHERE staff_session_end.session_id = staff_session.session_id
    )
