-- P6: Words that were taken back stand somewhere in the database.
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
    kept_text.table_name,
    sent.id AS answer_id
FROM kept_text
INNER JOIN sent ON contains(kept_text.value, sent.mark)
INNER JOIN taken_back
    ON
        sent.conversation = taken_back.conversation
        AND sent.author = taken_back.author
        AND sent.at < taken_back.at
WHERE sent.fact = 'answer'
