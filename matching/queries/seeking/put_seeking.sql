-- Keep what somebody is said to look for.
--
-- Takes    $seeking_id, $conversation_id, $author_id, $about_id, $chips, $words, $language,
--          $verdict, $place, $channel, $kiosk, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO seeking (
    seeking_id, conversation_id, author_id, about_id, chips, words, language, verdict, place,
    channel, kiosk, noted_at_utc
)
VALUES (
    $seeking_id, $conversation_id, $author_id, $about_id, $chips, $words, $language, $verdict,
    $place, $channel, $kiosk, $now_utc
)
