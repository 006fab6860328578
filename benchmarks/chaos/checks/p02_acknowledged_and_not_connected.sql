-- P2: Both were told that their answer is kept, neither took it back, and they are not connected.
WITH told AS (
    SELECT conversation
    FROM acknowledged
    WHERE fact = 'answer'
    GROUP BY conversation
    HAVING count(DISTINCT author) = 2
)

SELECT conversation
FROM told
WHERE
    conversation NOT IN (
        SELECT sent.conversation FROM sent WHERE sent.fact IN ('withdrawal', 'decline')
    )
    AND conversation NOT IN (
        SELECT claimed_connection.conversation_id::VARCHAR FROM claimed_connection
    )
