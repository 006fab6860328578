-- How many messages are in which state?
--
-- Takes    nothing
-- Returns  one row per state that there is: state, messages
-- Order    state
SELECT
    state,
    count(*) AS messages
FROM webhook_message
GROUP BY state
ORDER BY state
