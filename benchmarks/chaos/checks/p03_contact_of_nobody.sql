-- P3: A contact reached a page of which nobody knows whose it is.
SELECT
    client,
    kind,
    value
FROM heard
WHERE
    surface = 'page'
    AND kind IN ('email', 'phone')
    AND reader NOT IN (SELECT guest.code FROM guest)
