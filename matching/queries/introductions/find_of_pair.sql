-- Is there an introduction of these two at the event, whoever makes it?
--
-- Takes    $event_id, $lower_id, $higher_id
-- Returns  at most one row: the columns of the view introduction_standing
-- Order    none is needed
SELECT *
FROM introduction_standing
WHERE event_id = $event_id AND lower_id = $lower_id AND higher_id = $higher_id
