-- By which part of the name do lists sort this person?
--
-- Takes    $person_id
-- Returns  at most one row: family_name
-- Order    at most one row
SELECT family_name
FROM person
WHERE person_id = $person_id
