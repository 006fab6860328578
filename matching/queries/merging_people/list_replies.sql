-- What did these attendees say to suggestions, and what did others say of them?
--
-- Takes    $attendee_ids
-- Returns  one row per reply: the reply without its place
-- Order    in which they were said
SELECT
    reply_id,
    event_id,
    author_id,
    about_id,
    kind,
    channel,
    kiosk,
    replied_at_utc
FROM suggestion_reply
WHERE
    author_id IN (SELECT unnest($attendee_ids::UUID []))
    OR about_id IN (SELECT unnest($attendee_ids::UUID []))
ORDER BY replied_at_utc, place, reply_id
