-- Keep what somebody said to an introduction, after what they said before; one can be at a place.
--
-- Takes    $decision_id, $introduction_id, $attendee_id, $kind, $channel, $kiosk, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO introduction_decision (
    decision_id, introduction_id, attendee_id, kind, place, channel, kiosk, decided_at_utc
)
SELECT
    $decision_id,
    $introduction_id,
    $attendee_id,
    $kind,
    coalesce(max(place) + 1, 0),
    $channel,
    $kiosk,
    $now_utc
FROM introduction_decision
WHERE introduction_id = $introduction_id AND attendee_id = $attendee_id
