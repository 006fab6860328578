-- When was anything kept last, by this machine's clock?
--
-- Takes    nothing
-- Returns  one row: latest_utc, NULL where nothing was ever kept
-- Order    none
SELECT
    greatest(
        (SELECT max(received_at_utc) FROM scan),
        (SELECT max(noted_at_utc) FROM audit),
        (SELECT max(created_at_utc) FROM person)
    ) AS latest_utc
