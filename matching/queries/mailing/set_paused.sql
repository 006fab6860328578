-- Pause a mailing, or go on.
--
-- Takes    $event_id, $kind, $paused_at_utc (nothing: it goes on)
-- Returns  event_id, if that changed anything
-- Order    one row
UPDATE mailing
SET paused_at_utc = $paused_at_utc::TIMESTAMP
WHERE
    event_id = $event_id
    AND kind = $kind
    AND (paused_at_utc IS NULL) <> ($paused_at_utc::TIMESTAMP IS NULL)
RETURNING event_id
