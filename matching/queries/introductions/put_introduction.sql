-- Keep an introduction, after the earlier ones of its pair; only one can be at a turn.
--
-- Takes    $introduction_id, $event_id, $introducer_id, $lower_id, $higher_id, $origin, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO introduction (
    introduction_id, event_id, introducer_id, lower_id, higher_id, origin, proposed_at_utc, turn
)
SELECT
    $introduction_id,
    $event_id,
    $introducer_id,
    $lower_id,
    $higher_id,
    $origin,
    $now_utc,
    coalesce(max(turn) + 1, 0)
FROM introduction
WHERE event_id = $event_id AND lower_id = $lower_id AND higher_id = $higher_id
