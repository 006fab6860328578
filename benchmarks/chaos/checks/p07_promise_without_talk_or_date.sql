-- P7: A promise has no date, nobody sent it, or its author is not in that conversation.
SELECT promise.promise_id
FROM promise
INNER JOIN guest ON promise.author_id = guest.attendee_id
WHERE
    (promise.kind <> 'none' AND promise.due_on IS NULL)
    OR NOT EXISTS (
        SELECT 1
        FROM conversation
        WHERE
            conversation.conversation_id = promise.conversation_id
            AND promise.author_id IN (conversation.lower_id, conversation.higher_id)
    )
    OR NOT EXISTS (
        SELECT 1
        FROM sent
        WHERE
            sent.fact = 'promise'
            AND sent.conversation = promise.conversation_id::VARCHAR
            AND sent.author = guest.code
            AND sent.kind = promise.kind
    )
