-- P1: An answer stands there that its author has not sent in this conversation.
SELECT answer.answer_id
FROM answer
INNER JOIN guest ON answer.author_id = guest.attendee_id
WHERE NOT EXISTS (
    SELECT 1
    FROM sent
    WHERE
        sent.fact = 'answer'
        AND sent.conversation = answer.conversation_id::VARCHAR
        AND sent.author = guest.code
        AND sent.words = answer.words
)
