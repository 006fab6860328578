-- What happened, or was undone, that this address has not been told yet?
--
-- Takes    $webhook_id, $since_utc (what is older is not told any more)
-- Returns  one row per fact without a message: event_id, kind, subject_id
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
        state = 'delivered' OR attempts > 0 AS may_have_arrived
    FROM webhook_message
    WHERE webhook_id = $webhook_id
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
    UNION ALL
    SELECT
        here.event_id,
        told.kind || '_undone' AS kind,
        told.subject_id,
        here.since_utc AS happened_at_utc
    FROM here
    INNER JOIN told ON told.kind IN ('admission', 'connection') AND told.may_have_arrived
    WHERE
        NOT EXISTS (
            SELECT 1
            FROM fact
            WHERE fact.kind = told.kind AND fact.subject_id = told.subject_id
        )
)

SELECT
    untold.event_id,
    untold.kind,
    untold.subject_id
FROM untold
WHERE
    NOT EXISTS (
        SELECT 1
        FROM told
        WHERE told.kind = untold.kind AND told.subject_id = untold.subject_id
    )
ORDER BY untold.happened_at_utc, untold.kind, untold.subject_id
