-- Up to this moment what happened is in the lists of an event.
--
-- Takes    $event_id, $as_of_utc, $seconds (how long the last time took)
-- Returns  nothing
-- Order    none
INSERT INTO worked_out (event_id, as_of_utc, seconds)
VALUES ($event_id, $as_of_utc, $seconds)
ON CONFLICT (event_id) DO UPDATE
SET
    as_of_utc = excluded.as_of_utc,
    seconds = excluded.seconds
