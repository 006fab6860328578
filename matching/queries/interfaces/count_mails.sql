-- How many mails of all events are in which state?
--
-- Takes    nothing
-- Returns  one row per state that there is: state, mails
-- Order    state
SELECT
    state,
    count(*) AS mails
FROM mail
GROUP BY state
ORDER BY state
