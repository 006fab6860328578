-- What do all kiosks of this event say now?
--
-- Takes    $event_id
-- Returns  the announcement made last, or no row: words_pl, words_en
-- Order    one row at most
SELECT
    words_pl,
    words_en
FROM announcement
WHERE event_id = $event_id
ORDER BY made_at_utc DESC, announcement_id
LIMIT 1
