-- How much would come along with a record that becomes part of another?
--
-- Takes    $kept_id, $gone_id (persons)
-- Returns  one row: badges of the gone one that are valid, events at which both are on the list, talks of
--          the gone one with others, own_talks of the two with each other
-- Order    one row
WITH mine AS (
    SELECT
        attendee_id,
        event_id
    FROM attendee
    WHERE person_id = $gone_id
),

theirs AS (
    SELECT
        attendee_id,
        event_id
    FROM attendee
    WHERE person_id = $kept_id
),

talk AS (
    SELECT
        conversation.conversation_id,
        conversation.lower_id IN (SELECT attendee_id FROM theirs)
        OR conversation.higher_id IN (SELECT attendee_id FROM theirs) AS is_own
    FROM conversation
    LEFT JOIN conversation_end
        ON conversation.conversation_id = conversation_end.conversation_id
    WHERE
        conversation_end.conversation_id IS NULL
        AND (
            conversation.lower_id IN (SELECT attendee_id FROM mine)
            OR conversation.higher_id IN (SELECT attendee_id FROM mine)
        )
)

SELECT
    (SELECT count(*) FROM badge WHERE person_id = $gone_id AND ended_at_utc IS NULL) AS badges,
    (SELECT count(*) FROM mine WHERE event_id IN (SELECT event_id FROM theirs)) AS events,
    (SELECT count(*) FROM talk WHERE NOT is_own) AS talks,
    (SELECT count(*) FROM talk WHERE is_own) AS own_talks
