-- Keep that a sentence was reported, or whether it is shown.
--
-- Takes    $withholding_id, $answer_id, $conversation_id, $kind, $place, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO withholding (
    withholding_id, answer_id, conversation_id, kind, place, decided_at_utc
)
VALUES ($withholding_id, $answer_id, $conversation_id, $kind, $place, $now_utc)
