-- Which device may sign in once?
--
-- Takes    $invitation_id, $key_hash, $name, $role, $now_utc, $ends_at_utc
-- Returns  nothing
-- Order    none
INSERT INTO staff_invitation (invitation_id, key_hash, name, role, made_at_utc, ends_at_utc)
VALUES ($invitation_id, $key_hash, $name, $role, $now_utc, $ends_at_utc)
