-- What happened, or was undone, that this address has not been told yet?
--
-- Takes    $webhook_id, $since_utc (what is older is not told any more)
-- Returns  one row per fact without a message: event_id, kind, subject_id, turn (0, and one more
--          each time it was told before: what was undone can come about again)
-- Order    happened_at_utc, kind, subject_id
WITH here AS (
    SELECT
        webhook_id,
        event_id,
        greatest(made_at_utc, $since_utc::TIMESTAMP) AS since_utc
    FROM webhook
    WHERE webhook_id = $webhook_id
),

told AS (
    SELECT
        kind,
        subject_id,
        count(*) AS turns,
        count(*) FILTER (WHERE state <> 'dropped' OR attempts > 0) AS times,
        count(*) FILTER (WHERE state = 'delivered' OR attempts > 0) AS arrived
    FROM webhook_message
    WHERE webhook_id = $webhook_id
    GROUP BY kind, subject_id
),

fact AS (
    SELECT
        event_id,
        'admission' AS kind,
        scan_id AS subject_id,
        received_at_utc AS happened_at_utc
    FROM current_admission
    UNION ALL
    SELECT
        event_id,
        'connection' AS kind,
        conversation_id AS subject_id,
        connected_at_utc AS happened_at_utc
    FROM connection
),

untold AS (
    SELECT
        here.event_id,
        fact.kind,
        fact.subject_id,
        fact.happened_at_utc
    FROM here
    INNER JOIN fact ON here.event_id = fact.event_id AND here.since_utc <= fact.happened_at_utc
    LEFT JOIN told ON fact.kind = told.kind AND fact.subject_id = told.subject_id
    LEFT JOIN told AS undone
        ON fact.kind || '_undone' = undone.kind AND fact.subject_id = undone.subject_id
    WHERE coalesce(told.times, 0) <= coalesce(undone.turns, 0)
    UNION ALL
    SELECT
        here.event_id,
        told.kind || '_undone' AS kind,
        told.subject_id,
        here.since_utc AS happened_at_utc
    FROM here
    INNER JOIN told ON told.kind IN ('admission', 'connection')
    LEFT JOIN told AS undone
        ON told.kind || '_undone' = undone.kind AND told.subject_id = undone.subject_id
    WHERE
        told.arrived > coalesce(undone.turns, 0)
        AND NOT EXISTS (
            SELECT 1
            FROM fact
            WHERE fact.kind = told.kind AND fact.subject_id = told.subject_id
        )
)

SELECT
    untold.event_id,
    untold.kind,
    untold.subject_id,
    coalesce(told.turns, 0) AS turn
FROM untold
LEFT JOIN told ON untold.kind = told.kind AND untold.subject_id = told.subject_id
ORDER BY untold.happened_at_utc, untold.kind, untold.subject_id
