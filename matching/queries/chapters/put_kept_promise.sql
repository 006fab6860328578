-- Keep that the author of a promise says it was kept.
--
-- Takes    $promise_id, $conversation_id, $author_id, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO promise_kept (promise_id, conversation_id, author_id, kept_at_utc)
VALUES ($promise_id, $conversation_id, $author_id, $now_utc)
