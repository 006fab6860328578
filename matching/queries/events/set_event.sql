-- Change what the organiser may change of an event.
--
-- Takes    $event_id, $name, $re_entry, $opens_at_utc, $closed_at_utc
-- Returns  nothing
-- Order    none
UPDATE event
SET
    name = $name,
    re_entry = $re_entry,
    opens_at_utc = $opens_at_utc,
    closed_at_utc = $closed_at_utc
WHERE event_id = $event_id
