-- Whose connection is this conversation, if it stands?
--
-- Takes    $subject_id
-- Returns  one row or none: lower_id, higher_id, connected_at_utc
-- Order    none is needed
SELECT
    lower_id,
    higher_id,
    connected_at_utc
FROM connection
WHERE conversation_id = $subject_id
