-- P4: Somebody received what was written about them before they had sent their own answer.
SELECT
    heard.client,
    written.id AS answer_id
FROM heard
INNER JOIN sent AS written ON heard.kind = 'sentence' AND heard.value = written.mark
WHERE
    written.fact = 'answer'
    AND heard.reader <> written.author
    AND NOT EXISTS (
        SELECT 1
        FROM sent AS own
        WHERE
            own.fact = 'answer'
            AND own.conversation = written.conversation
            AND own.author <> written.author
            AND own.at < heard.at
    )
