-- How many entries do the lists of an event have as they are kept?
--
-- Takes    $event_id
-- Returns  one row: entries
-- Order    one row
SELECT count(*) AS entries
FROM suggestion
WHERE event_id = $event_id
