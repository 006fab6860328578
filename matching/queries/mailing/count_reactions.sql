-- How many of those who were sent the mail after an event did something by their links since then?
--
-- Takes    $event_id
-- Returns  one row: sent, reacted (an answer, a word on a sentence, a promise made or kept, contact
--          shared, a reply to a suggestion, a decision, a refusal: from a page, a link or the mail)
-- Order    one row
WITH written AS (
    SELECT
        mail.person_id,
        mail.attendee_id,
        mail.settled_at_utc AS sent_at_utc
    FROM mail
    WHERE mail.event_id = $event_id AND mail.kind = 'matches' AND mail.state = 'sent'
),

act AS (
    SELECT
        author_id AS attendee_id,
        answered_at_utc AS acted_at_utc
    FROM answer
    WHERE channel IN ('link', 'page')
    UNION ALL
    SELECT
        answer.about_id AS attendee_id,
        correction.corrected_at_utc AS acted_at_utc
    FROM correction
    INNER JOIN answer ON correction.answer_id = answer.answer_id
    WHERE correction.channel IN ('link', 'page')
    UNION ALL
    SELECT
        answer.about_id AS attendee_id,
        confirmation.confirmed_at_utc AS acted_at_utc
    FROM confirmation
    INNER JOIN answer ON confirmation.answer_id = answer.answer_id
    WHERE confirmation.channel IN ('link', 'page')
    UNION ALL
    SELECT
        author_id AS attendee_id,
        promised_at_utc AS acted_at_utc
    FROM promise
    WHERE channel IN ('link', 'page')
    UNION ALL
    SELECT
        promise.author_id AS attendee_id,
        promise_kept.kept_at_utc AS acted_at_utc
    FROM promise_kept
    INNER JOIN promise ON promise_kept.promise_id = promise.promise_id
    UNION ALL
    SELECT
        owner_id AS attendee_id,
        decided_at_utc AS acted_at_utc
    FROM sharing
    WHERE channel IN ('link', 'page')
    UNION ALL
    SELECT
        author_id AS attendee_id,
        replied_at_utc AS acted_at_utc
    FROM suggestion_reply
    WHERE channel = 'page'
    UNION ALL
    SELECT
        attendee_id,
        decided_at_utc AS acted_at_utc
    FROM introduction_decision
    WHERE channel IN ('page', 'mail')
)

SELECT
    count(*) AS sent,
    count(*) FILTER (
        WHERE
        EXISTS (
            SELECT 1
            FROM act
            WHERE
                act.attendee_id = written.attendee_id
                AND act.acted_at_utc >= written.sent_at_utc
        )
        OR EXISTS (
            SELECT 1
            FROM mail_refusal
            WHERE
                mail_refusal.person_id = written.person_id
                AND mail_refusal.source IN ('mail', 'page')
                AND mail_refusal.decided_at_utc >= written.sent_at_utc
        )
    ) AS reacted
FROM written
