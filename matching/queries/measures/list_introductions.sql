-- How do the introductions of this event stand?
--
-- Takes    $event_id
-- Returns  one row per introduction: the columns of the view introduction_standing
-- Order    introduction_id
SELECT *
FROM introduction_standing
WHERE event_id = $event_id
ORDER BY introduction_id
