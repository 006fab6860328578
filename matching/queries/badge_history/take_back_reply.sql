-- Say nothing in the place of this reply, which is the latest of its author about that attendee.
--
-- Takes    $act_id, $opposite_id, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO suggestion_reply (
    reply_id, event_id, author_id, about_id, kind, place, channel, kiosk, replied_at_utc
)
SELECT
    $opposite_id,
    event_id,
    author_id,
    about_id,
    'none',
    place + 1,
    'page',
    NULL,
    $now_utc
FROM suggestion_reply
WHERE reply_id = $act_id
