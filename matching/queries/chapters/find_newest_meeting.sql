-- What is the newest meeting of this person's series?
--
-- Takes    $person_id
-- Returns  at most one row: series_id, series_name, event_id, time_zone, language, is_sample
-- Order    the newest, then event_id
SELECT
    series.series_id,
    series.name AS series_name,
    event.event_id,
    event.time_zone,
    event.language,
    event.is_sample
FROM person
INNER JOIN series ON person.series_id = series.series_id
INNER JOIN event ON series.series_id = event.series_id
WHERE
    person.person_id = $person_id
    AND NOT EXISTS (
        SELECT 1
        FROM between_event
        WHERE between_event.event_id = event.event_id
    )
ORDER BY event.created_at_utc DESC, event.event_id
LIMIT 1
