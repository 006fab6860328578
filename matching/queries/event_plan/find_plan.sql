-- What did the organiser decide about an event?
--
-- Takes    $event_id
-- Returns  no row, or one, as in event_plan.EventPlan
-- Order    none
SELECT
    place,
    desk_place,
    languages,
    prompts,
    asks_seeks,
    asks_promise,
    starts_at_utc,
    ends_at_utc,
    retention_days,
    capacity,
    registration_is_open,
    registration_closes_at_utc
FROM event_plan
WHERE event_id = $event_id
