-- Keep what the organiser decided, in place of the former plan.
--
-- Takes    $event_id, $place, $desk_place, $languages, $prompts, $asks_seeks, $asks_promise,
--          $starts_at_utc, $ends_at_utc, $retention_days, $capacity, $registration_is_open,
--          $registration_closes_at_utc, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO event_plan (
    event_id, place, desk_place, languages, prompts, asks_seeks, asks_promise, starts_at_utc,
    ends_at_utc, retention_days, capacity, registration_is_open, registration_closes_at_utc,
    changed_at_utc
)
VALUES (
    $event_id, $place, $desk_place, $languages, $prompts, $asks_seeks, $asks_promise,
    $starts_at_utc, $ends_at_utc, $retention_days, $capacity, $registration_is_open,
    $registration_closes_at_utc, $now_utc
)
ON CONFLICT (event_id) DO UPDATE SET
    place = excluded.place,
    desk_place = excluded.desk_place,
    languages = excluded.languages,
    prompts = excluded.prompts,
    asks_seeks = excluded.asks_seeks,
    asks_promise = excluded.asks_promise,
    starts_at_utc = excluded.starts_at_utc,
    ends_at_utc = excluded.ends_at_utc,
    retention_days = excluded.retention_days,
    capacity = excluded.capacity,
    registration_is_open = excluded.registration_is_open,
    registration_closes_at_utc = excluded.registration_closes_at_utc,
    changed_at_utc = excluded.changed_at_utc
