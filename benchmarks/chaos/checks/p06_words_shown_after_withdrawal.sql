-- P6: Words that were taken back reached somebody who asked after that.
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

SELECT
    heard.client,
    sent.id AS answer_id
FROM heard
INNER JOIN sent ON heard.kind = 'sentence' AND heard.value = sent.mark
INNER JOIN taken_back
    ON
        sent.conversation = taken_back.conversation
        AND sent.author = taken_back.author
        AND sent.at < taken_back.at
WHERE sent.fact = 'answer' AND heard.since > taken_back.at
