-- When was the link to their page last queued for this attendee, and how far is it?
--
-- Takes    $event_id, $person_id
-- Returns  one row at most: place, state, queued_at_utc
-- Order    the last place first
SELECT
    place,
    state,
    queued_at_utc
FROM mail
WHERE event_id = $event_id AND person_id = $person_id AND kind = 'link'
ORDER BY place DESC
LIMIT 1
