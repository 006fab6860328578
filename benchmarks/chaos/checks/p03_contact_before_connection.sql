-- P3: A page received the contact of somebody with whom its reader was not connected, or a field that its owner had not chosen.
WITH received AS (
    SELECT
        heard.at,
        heard.client,
        heard.kind,
        reader.code AS reader,
        owner.code AS owner
    FROM heard
    INNER JOIN guest AS reader ON heard.reader = reader.code
    INNER JOIN guest AS owner
        ON
            (heard.kind = 'email' AND heard.value = owner.email)
            OR (heard.kind = 'phone' AND heard.value = owner.phone)
    WHERE heard.surface = 'page' AND reader.person_id <> owner.person_id
)

SELECT
    client,
    kind,
    owner
FROM received
WHERE NOT EXISTS (
    SELECT 1
    FROM sent AS mine
    INNER JOIN sent AS theirs ON mine.conversation = theirs.conversation
    INNER JOIN sent AS chosen ON mine.conversation = chosen.conversation
    WHERE
        mine.fact = 'answer'
        AND mine.author = received.reader
        AND mine.at < received.at
        AND theirs.fact = 'answer'
        AND theirs.author = received.owner
        AND theirs.at < received.at
        AND chosen.fact = 'sharing'
        AND chosen.author = received.owner
        AND chosen.at < received.at
        AND list_contains(string_split(chosen.fields, ' '), received.kind)
)
