-- P6: An answer stands there although its author was told that it is gone.
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

SELECT answer.answer_id
FROM answer
INNER JOIN taken_back
    ON
        answer.conversation_id::VARCHAR = taken_back.conversation
        AND answer.author_id = taken_back.attendee_id
WHERE NOT EXISTS (
    SELECT 1
    FROM sent
    WHERE
        sent.fact = 'answer'
        AND sent.conversation = taken_back.conversation
        AND sent.author = taken_back.author
        AND sent.words = answer.words
        AND sent.at > taken_back.at
)
