-- P4: A page of somebody who is not in a conversation received a sentence of it.
SELECT
    heard.client,
    written.id AS answer_id
FROM heard
INNER JOIN sent AS written ON heard.kind = 'sentence' AND heard.value = written.mark
WHERE
    written.fact = 'answer'
    AND heard.surface = 'page'
    AND NOT EXISTS (
        SELECT 1
        FROM sent AS begun
        WHERE
            begun.fact = 'conversation'
            AND begun.conversation = written.conversation
            AND heard.reader IN (begun.starter, begun.partner)
    )
