-- No invitation opens anything any more.
--
-- Takes    $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO staff_invitation_use (invitation_id, used_at_utc)
SELECT
    invitation_id,
    $now_utc AS used_at_utc
FROM staff_invitation
ON CONFLICT DO NOTHING
