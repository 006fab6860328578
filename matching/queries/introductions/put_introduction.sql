-- Keep an introduction; its pair at the event lets only one be first.
--
-- Takes    $introduction_id, $event_id, $introducer_id, $lower_id, $higher_id, $origin, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO introduction (
    introduction_id, event_id, introducer_id, lower_id, higher_id, origin, proposed_at_utc
)
VALUES (
    $introduction_id, $event_id, $introducer_id, $lower_id, $higher_id, $origin, $now_utc
)
