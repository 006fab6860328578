-- End every valid badge of a person.
--
-- Takes    $person_id, $now_utc
-- Returns  nothing
-- Order    none
UPDATE badge
SET ended_at_utc = $now_utc
WHERE person_id = $person_id AND ended_at_utc IS NULL
