-- Which introductions of these two are there at the event, whoever makes them?
--
-- Takes    $event_id, $lower_id, $higher_id
-- Returns  one row per introduction: the columns of the view introduction_standing
-- Order    the newest first
SELECT *
FROM introduction_standing
WHERE event_id = $event_id AND lower_id = $lower_id AND higher_id = $higher_id
ORDER BY turn DESC
