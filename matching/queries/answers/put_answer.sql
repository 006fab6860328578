-- Keep an answer.
--
-- Takes    $answer_id, $conversation_id, $author_id, $about_id, $revision, $prompt_id, $words,
--          $chips, $language, $verdict, $channel, $kiosk, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO answer (
    answer_id, conversation_id, author_id, about_id, revision, prompt_id, words,
    chips, language, verdict, channel, kiosk, answered_at_utc
)
VALUES (
    $answer_id, $conversation_id, $author_id, $about_id, $revision, $prompt_id, $words,
    $chips, $language, $verdict, $channel, $kiosk, $now_utc
)
