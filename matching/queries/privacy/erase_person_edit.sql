-- Forget every person edit of these people.
--
-- Takes    $person_ids
-- Returns  nothing
-- Order    none
DELETE FROM person_edit
WHERE person_id IN (SELECT unnest($person_ids::UUID []))
