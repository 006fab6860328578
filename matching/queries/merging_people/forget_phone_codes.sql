-- Take away the links to a conversation that is there no more.
--
-- Takes    $conversation_id
-- Returns  nothing
-- Order    none
DELETE FROM phone_code
WHERE conversation_id = $conversation_id
