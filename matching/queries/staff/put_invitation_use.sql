-- Which invitation is used up?
--
-- Takes    $invitation_id, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO staff_invitation_use (invitation_id, used_at_utc)
VALUES ($invitation_id, $now_utc)
ON CONFLICT DO NOTHING
