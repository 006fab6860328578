-- In which introductions does this attendee have a part?
--
-- Takes    $attendee_id
-- Returns  one row per introduction: the introduction without its turn
-- Order    the oldest first, then introduction_id
SELECT
    introduction_id,
    event_id,
    introducer_id,
    lower_id,
    higher_id,
    origin,
    proposed_at_utc
FROM introduction
WHERE $attendee_id IN (introducer_id, lower_id, higher_id)
ORDER BY proposed_at_utc, turn, introduction_id
