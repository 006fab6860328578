-- P11: A choice of what to share was acknowledged, no later one sent, nothing taken back, and it is not the one that counts.
SELECT acknowledged.id
FROM acknowledged
INNER JOIN guest ON acknowledged.author = guest.code
WHERE
    acknowledged.fact = 'sharing'
    AND acknowledged.conversation NOT IN (
        SELECT undone.conversation FROM sent AS undone
        WHERE undone.fact IN ('withdrawal', 'decline')
    )
    AND NOT EXISTS (
        SELECT 1
        FROM sent AS later
        WHERE
            later.fact = 'sharing'
            AND later.conversation = acknowledged.conversation
            AND later.author = acknowledged.author
            AND later.id <> acknowledged.id
            AND later.at > acknowledged.at
    )
    AND NOT EXISTS (
        SELECT 1
        FROM sharing
        WHERE
            sharing.conversation_id::VARCHAR = acknowledged.conversation
            AND sharing.owner_id = guest.attendee_id
            AND list_sort(string_split(sharing.fields, ' '))
            = list_sort(string_split(acknowledged.fields, ' '))
            AND sharing.place = (
                SELECT max(newest.place)
                FROM sharing AS newest
                WHERE
                    newest.conversation_id = sharing.conversation_id
                    AND newest.owner_id = sharing.owner_id
            )
    )
