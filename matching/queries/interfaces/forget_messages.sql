-- Forget messages that nobody waits for any more.
--
-- Takes    $before_utc
-- Returns  nothing; a fact that an address may keep is not forgotten while it may have to be told
--          that it was undone
-- Order    none
DELETE FROM webhook_message
WHERE
    queued_at_utc < $before_utc
    AND NOT (
        kind IN ('admission', 'connection')
        AND (state = 'delivered' OR attempts > 0)
        AND EXISTS (
            SELECT 1
            FROM webhook
            WHERE
                webhook.webhook_id = webhook_message.webhook_id
                AND webhook.ended_at_utc IS NULL
        )
        AND NOT EXISTS (
            SELECT 1
            FROM webhook_message AS undone
            WHERE
                undone.webhook_id = webhook_message.webhook_id
                AND undone.subject_id = webhook_message.subject_id
                AND undone.kind = webhook_message.kind || '_undone'
        )
    )
