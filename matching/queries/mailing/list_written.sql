-- For whom need no mail of which kind be queued any more at an event?
--
-- Takes    $event_id
-- Returns  one row per mail but links on request and those that were dropped: attendee_id, kind
-- Order    kind, then attendee_id
SELECT
    attendee_id,
    kind
FROM mail
WHERE event_id = $event_id AND kind <> 'link' AND state <> 'dropped'
ORDER BY kind, attendee_id
