-- Forget which promises of this conversation were kept.
--
-- Takes    $conversation_id
-- Returns  nothing
-- Order    none
DELETE FROM promise_kept
WHERE conversation_id = $conversation_id
