-- P1: Somebody who has sent no answer is connected.
SELECT
    claimed_connection.conversation_id,
    guest.attendee_id
FROM claimed_connection
INNER JOIN guest
    ON guest.attendee_id IN (claimed_connection.lower_id, claimed_connection.higher_id)
WHERE NOT EXISTS (
    SELECT 1
    FROM sent
    WHERE
        sent.fact = 'answer'
        AND sent.conversation = claimed_connection.conversation_id::VARCHAR
        AND sent.author = guest.code
)
