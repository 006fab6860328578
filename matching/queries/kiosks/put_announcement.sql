-- What do all kiosks say?
--
-- Takes    $announcement_id, $event_id, $words_pl, $words_en, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO announcement (announcement_id, event_id, words_pl, words_en, made_at_utc)
VALUES ($announcement_id, $event_id, $words_pl, $words_en, $now_utc)
