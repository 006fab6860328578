-- Be silent in the place of this yes to an introduction, which is the latest of its attendee.
--
-- Takes    $act_id, $opposite_id, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO introduction_decision (
    decision_id, introduction_id, attendee_id, kind, place, channel, kiosk, decided_at_utc
)
SELECT
    $opposite_id,
    introduction_id,
    attendee_id,
    'none',
    place + 1,
    'page',
    NULL,
    $now_utc
FROM introduction_decision
WHERE decision_id = $act_id
