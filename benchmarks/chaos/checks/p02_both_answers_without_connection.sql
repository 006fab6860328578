-- P2: Each has answered about the other, and the product does not say connected.
WITH both_answered AS (
    SELECT conversation.conversation_id
    FROM conversation
    WHERE
        EXISTS (
            SELECT 1
            FROM answer
            WHERE
                answer.conversation_id = conversation.conversation_id
                AND answer.author_id = conversation.lower_id
                AND answer.about_id = conversation.higher_id
        )
        AND EXISTS (
            SELECT 1
            FROM answer
            WHERE
                answer.conversation_id = conversation.conversation_id
                AND answer.author_id = conversation.higher_id
                AND answer.about_id = conversation.lower_id
        )
        AND conversation.conversation_id NOT IN (
            SELECT conversation_end.conversation_id FROM conversation_end
        )
)

SELECT conversation_id
FROM both_answered
WHERE conversation_id NOT IN (
    SELECT claimed_connection.conversation_id FROM claimed_connection
)
