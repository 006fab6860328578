-- Change what the organiser may change of an event.
--
-- Takes    $event_id, $name, $time_zone, $language, $re_entry, $opens_at_utc, $closed_at_utc
-- Returns  nothing
-- Order    none
UPDATE event
SET
    name = $name,
    time_zone = $time_zone,
    language = $language,
    re_entry = $re_entry,
    opens_at_utc = $opens_at_utc,
    closed_at_utc = $closed_at_utc
WHERE event_id = $event_id
