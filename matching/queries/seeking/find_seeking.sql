-- What did this author hear that the other is looking for?
--
-- Takes    $conversation_id, $author_id
-- Returns  at most one row: seeking_id, conversation_id, author_id, about_id, chips, words,
--          language, verdict, place, channel, kiosk
-- Order    the latest only
SELECT
    seeking_id,
    conversation_id,
    author_id,
    about_id,
    chips,
    words,
    language,
    verdict,
    place,
    channel,
    kiosk
FROM seeking
WHERE conversation_id = $conversation_id AND author_id = $author_id
ORDER BY place DESC
LIMIT 1
