-- How many are in the room?
--
-- Takes    $event_id
-- Returns  one row: people, of all roles, also those who came for the entry only
-- Order    one row
SELECT count(*) AS people
FROM in_the_room
WHERE event_id = $event_id
