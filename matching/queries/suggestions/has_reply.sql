-- Is this reply kept already, and whose is it?
--
-- Takes    $reply_id
-- Returns  at most one row: author_id
-- Order    none is needed
SELECT author_id
FROM suggestion_reply
WHERE reply_id = $reply_id
