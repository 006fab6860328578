-- Which conversations has this pair had at the event?
--
-- Takes    $lower_id, $higher_id
-- Returns  one row per conversation: conversation_id, turn
-- Order    the newest first
SELECT
    conversation_id,
    turn
FROM conversation
WHERE lower_id = $lower_id AND higher_id = $higher_id
ORDER BY turn DESC
