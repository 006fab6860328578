-- Which invitations still sign somebody in?
--
-- Takes    $now_utc
-- Returns  one row per invitation
-- Order    made_at_utc falling, then invitation_id
SELECT
    invitation_id,
    name,
    role,
    made_at_utc,
    ends_at_utc
FROM staff_invitation
WHERE
    ends_at_utc > $now_utc
    AND NOT EXISTS (
        SELECT 1
        FROM staff_invitation_use
        WHERE staff_invitation_use.invitation_id = staff_invitation.invitation_id
    )
ORDER BY made_at_utc DESC, invitation_id
