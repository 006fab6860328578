-- Keep whether others may know what a sentence says.
--
-- Takes    $release_id, $answer_id, $conversation_id, $is_given, $place, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO release (release_id, answer_id, conversation_id, is_given, place, decided_at_utc)
VALUES ($release_id, $answer_id, $conversation_id, $is_given, $place, $now_utc)
