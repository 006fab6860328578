-- Let a person in no more, or again, at all events of the series.
--
-- Takes    $person_id, $is_blocked
-- Returns  nothing
-- Order    none
UPDATE person
SET is_blocked = $is_blocked
WHERE person_id = $person_id
