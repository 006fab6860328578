-- Between whom was a conversation of this event recorded?
--
-- Takes    $event_id
-- Returns  one row per pair: lower_id, higher_id (attendees), is_connected
-- Order    lower_id, then higher_id
SELECT
    lower_id,
    higher_id,
    bool_or(is_connected) AS is_connected
FROM recorded_conversation
WHERE event_id = $event_id
GROUP BY lower_id, higher_id
ORDER BY lower_id, higher_id
