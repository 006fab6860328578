-- P2: A screen or page said connected before each of the two had sent an answer.
SELECT
    shown.conversation,
    shown.client
FROM shown
WHERE
    shown.fact = 'connected'
    AND 2 > (
        SELECT count(DISTINCT sent.author)
        FROM sent
        WHERE sent.fact = 'answer' AND sent.conversation = shown.conversation AND sent.at < shown.at
    )
