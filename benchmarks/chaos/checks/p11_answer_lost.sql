-- P11: An answer was acknowledged, its author sent no other and took nothing back, and it is not there word for word.
SELECT acknowledged.id
FROM acknowledged
INNER JOIN guest ON acknowledged.author = guest.code
WHERE
    acknowledged.fact = 'answer'
    AND NOT EXISTS (
        SELECT 1
        FROM answer
        WHERE
            answer.conversation_id::VARCHAR = acknowledged.conversation
            AND answer.author_id = guest.attendee_id
            AND answer.words = acknowledged.words
    )
    AND NOT EXISTS (
        SELECT 1
        FROM sent
        WHERE
            sent.conversation = acknowledged.conversation
            AND (
                sent.fact = 'decline'
                OR (
                    sent.author = acknowledged.author
                    AND (
                        sent.fact = 'withdrawal'
                        OR (sent.fact = 'answer' AND sent.words <> acknowledged.words)
                    )
                )
            )
    )
