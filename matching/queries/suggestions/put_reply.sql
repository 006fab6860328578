-- Keep what a guest said to a suggestion.
--
-- Takes    $reply_id, $event_id, $author_id, $about_id, $kind, $place, $channel, $kiosk, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO suggestion_reply (
    reply_id, event_id, author_id, about_id, kind, place, channel, kiosk, replied_at_utc
)
VALUES (
    $reply_id, $event_id, $author_id, $about_id, $kind, $place, $channel, $kiosk, $now_utc
)
