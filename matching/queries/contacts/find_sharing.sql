-- What does this attendee share in the conversation now?
--
-- Takes    $conversation_id, $owner_id
-- Returns  at most one row: sharing_id, fields, place
-- Order    the latest only
SELECT
    sharing_id,
    fields,
    place
FROM sharing
WHERE conversation_id = $conversation_id AND owner_id = $owner_id
ORDER BY place DESC
LIMIT 1
