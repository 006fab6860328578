-- How many mails of this event are in which state?
--
-- Takes    $event_id
-- Returns  one row per kind and state that there is: kind, state, mails, since_utc (the first)
-- Order    kind, then state
SELECT
    kind,
    state,
    count(*) AS mails,
    min(queued_at_utc) AS since_utc
FROM mail
WHERE event_id = $event_id
GROUP BY kind, state
ORDER BY kind, state
