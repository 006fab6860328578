-- Which two have each answered about the other at this event?
--
-- Takes    $event_id, $after (id of the last connection known, or NULL), $wanted (rows at most)
-- Returns  one row per connection: id, lower_id, higher_id (attendees), connected_at_utc
-- Order    id
SELECT
    conversation_id AS id,
    lower_id,
    higher_id,
    connected_at_utc
FROM connection
WHERE event_id = $event_id AND ($after::UUID IS NULL OR conversation_id > $after)
ORDER BY conversation_id
LIMIT $wanted
