-- Forget a mailing whose mails are not in the outbox.
--
-- Takes    $event_id, $kind
-- Returns  event_id, if there was one
-- Order    one row
DELETE FROM mailing
WHERE
    event_id = $event_id
    AND kind = $kind
    AND filled_at_utc IS NULL
    AND NOT EXISTS (
        SELECT 1
        FROM mail
        WHERE mail.event_id = $event_id AND mail.kind = $kind
    )
RETURNING event_id
