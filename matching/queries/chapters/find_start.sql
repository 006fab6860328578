-- When does this meeting begin, and how long after that is nobody late yet?
--
-- Takes    $event_id
-- Returns  one row: agenda_starts_at_utc, planned_at_utc, opens_at_utc, closed_at_utc, time_zone,
--          grace_minutes; NULL where nobody has said
-- Order    one row
SELECT
    (
        SELECT min(agenda_item.starts_at_utc)
        FROM agenda_item
        WHERE agenda_item.event_id = event.event_id
    ) AS agenda_starts_at_utc,
    event_plan.starts_at_utc AS planned_at_utc,
    event.opens_at_utc,
    event.closed_at_utc,
    event.time_zone,
    meeting_grace.minutes AS grace_minutes
FROM event
LEFT JOIN event_plan ON event.event_id = event_plan.event_id
LEFT JOIN meeting_grace ON event.event_id = meeting_grace.event_id
WHERE event.event_id = $event_id
