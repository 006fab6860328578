-- What opens the dashboard from now on?
--
-- Takes    $password_id, $hashed, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO organiser_password (password_id, argon2, set_at_utc)
VALUES ($password_id, $hashed, $now_utc)
