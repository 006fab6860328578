-- The person written about adds something beside a sentence.
--
-- Takes    $correction_id, $answer_id, $conversation_id, $words, $verdict, $channel,
--          $kiosk, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO correction (
    correction_id, answer_id, conversation_id, words, verdict, channel, kiosk,
    corrected_at_utc
)
VALUES (
    $correction_id, $answer_id, $conversation_id, $words, $verdict, $channel, $kiosk, $now_utc
)
