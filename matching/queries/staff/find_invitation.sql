-- What does this link offer?
--
-- Takes    $key_hash, $now_utc
-- Returns  the invitation that is not used and not over, or no row
-- Order    one row at most
SELECT
    invitation_id,
    name,
    role,
    made_at_utc,
    ends_at_utc
FROM staff_invitation
WHERE
    key_hash = $key_hash
    AND ends_at_utc > $now_utc
    AND NOT EXISTS (
        SELECT 1
        FROM staff_invitation_use
        WHERE staff_invitation_use.invitation_id = staff_invitation.invitation_id
    )
