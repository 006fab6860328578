-- Are the two of this conversation connected?
--
-- Takes    $conversation_id
-- Returns  at most one row: lower_id, higher_id
-- Order    none is needed
SELECT
    lower_id,
    higher_id
FROM connection
WHERE conversation_id = $conversation_id
