-- P6: Two are connected although one of them was told that their answer is gone, and has sent no other.
WITH taken_back AS (
    SELECT
        acknowledged.at,
        acknowledged.conversation,
        acknowledged.author,
        guest.attendee_id
    FROM acknowledged
    INNER JOIN guest ON acknowledged.author = guest.code
    WHERE acknowledged.fact = 'withdrawal'
)

SELECT claimed_connection.conversation_id
FROM claimed_connection
INNER JOIN taken_back ON claimed_connection.conversation_id::VARCHAR = taken_back.conversation
WHERE NOT EXISTS (
    SELECT 1
    FROM sent
    WHERE
        sent.fact = 'answer'
        AND sent.conversation = taken_back.conversation
        AND sent.author = taken_back.author
        AND sent.at > taken_back.at
)
