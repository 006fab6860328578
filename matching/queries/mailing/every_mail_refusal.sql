-- Which refusals are there, of all events?
--
-- Takes    nothing
-- Returns  one row per refusal: refusal_id, person_id, kind, is_refused, source, place, decided_at_utc
-- Order    refusal_id
SELECT
    refusal_id,
    person_id,
    kind,
    is_refused,
    source,
    place,
    decided_at_utc
FROM mail_refusal
ORDER BY refusal_id
