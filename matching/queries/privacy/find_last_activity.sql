-- When did anybody last do something at a kiosk, and when was the file made?
--
-- Takes    nothing
-- Returns  one row: acted_at_utc (nothing if never), made_at_utc
-- Order    one row
SELECT
    (
        SELECT max(acted_at_utc)
        FROM (
            SELECT max(received_at_utc) AS acted_at_utc FROM scan
            UNION ALL
            SELECT max(started_at_utc) AS acted_at_utc FROM conversation
            UNION ALL
            SELECT max(answered_at_utc) AS acted_at_utc FROM answer
        ) AS act
    ) AS acted_at_utc,
    (SELECT min(applied_at_utc) FROM migration) AS made_at_utc
