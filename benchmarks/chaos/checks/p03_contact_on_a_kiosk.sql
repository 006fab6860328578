-- P3: A kiosk received somebody's e-mail or phone.
SELECT
    client,
    kind,
    value
FROM heard
WHERE surface = 'kiosk' AND kind IN ('email', 'phone')
