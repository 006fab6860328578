-- What opens the dashboard where no PIN is set?
--
-- Takes    nothing
-- Returns  the password set last, or no row
-- Order    one row at most
SELECT
    password_id,
    argon2
FROM organiser_password
ORDER BY set_at_utc DESC, password_id
LIMIT 1
