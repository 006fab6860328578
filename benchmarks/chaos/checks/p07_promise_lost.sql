-- P7: A promise was acknowledged, its author sent no later one and took nothing back, and it is not the one that counts.
WITH told AS (
    SELECT
        acknowledged.conversation,
        acknowledged.author,
        acknowledged.kind,
        acknowledged.due,
        guest.attendee_id
    FROM acknowledged
    INNER JOIN guest ON acknowledged.author = guest.code
    WHERE
        acknowledged.fact = 'promise'
        AND acknowledged.conversation NOT IN (
            SELECT undone.conversation FROM sent AS undone
            WHERE undone.fact IN ('withdrawal', 'decline')
        )
        AND NOT EXISTS (
            SELECT 1
            FROM sent AS later
            WHERE
                later.fact = 'promise'
                AND later.conversation = acknowledged.conversation
                AND later.author = acknowledged.author
                AND later.id <> acknowledged.id
                AND later.at > acknowledged.at
        )
)

SELECT
    told.conversation,
    told.author
FROM told
WHERE NOT EXISTS (
    SELECT 1
    FROM promise
    WHERE
        promise.conversation_id::VARCHAR = told.conversation
        AND promise.author_id = told.attendee_id
        AND promise.kind = told.kind
        AND coalesce(promise.due_on::VARCHAR, '') = coalesce(told.due, '')
        AND promise.place = (
            SELECT max(newest.place)
            FROM promise AS newest
            WHERE
                newest.conversation_id = promise.conversation_id
                AND newest.author_id = promise.author_id
        )
)
