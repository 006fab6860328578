-- Queue what an address is to be told.
--
-- Takes    $webhook_id, $now_utc; lists of the same length: $message_ids, $event_ids, $kinds,
--          $subject_ids
-- Returns  nothing
-- Order    none
INSERT INTO webhook_message (
    message_id, webhook_id, event_id, kind, subject_id, state, attempts, failure,
    queued_at_utc, next_at_utc
)
SELECT
    unnest($message_ids::UUID []),
    $webhook_id::UUID,
    unnest($event_ids::UUID []),
    unnest($kinds::TEXT []),
    unnest($subject_ids::UUID []),
    'waiting',
    0,
    '',
    $now_utc::TIMESTAMP,
    $now_utc::TIMESTAMP
ON CONFLICT (message_id) DO NOTHING
