-- Are the two of this conversation connected?
--
-- Takes    $conversation_id
-- Returns  at most one row: connected_at_utc
-- Order    none is needed
SELECT connected_at_utc
FROM connection
WHERE conversation_id = $conversation_id
