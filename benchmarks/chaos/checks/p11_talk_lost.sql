-- P11: A kiosk began a conversation, and it is not there for these two.
SELECT acknowledged.id
FROM acknowledged
INNER JOIN guest AS starter ON acknowledged.starter = starter.code
INNER JOIN guest AS partner ON acknowledged.partner = partner.code
WHERE
    acknowledged.fact = 'conversation'
    AND NOT EXISTS (
        SELECT 1
        FROM conversation
        WHERE
            conversation.conversation_id::VARCHAR = acknowledged.conversation
            AND conversation.lower_id = least(starter.attendee_id, partner.attendee_id)
            AND conversation.higher_id = greatest(starter.attendee_id, partner.attendee_id)
    )
