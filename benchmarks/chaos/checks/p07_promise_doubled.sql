-- P7: One promise is there twice.
SELECT
    promise.conversation_id,
    promise.author_id
FROM promise
INNER JOIN promise AS again
    ON
        promise.conversation_id = again.conversation_id
        AND promise.author_id = again.author_id
        AND again.place = promise.place + 1
        AND promise.kind = again.kind
        AND promise.due_on IS NOT DISTINCT FROM again.due_on
