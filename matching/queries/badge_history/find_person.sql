-- Who is this person?
--
-- Takes    $person_id
-- Returns  at most one row: person_id, name, language (empty where nobody told us)
-- Order    none is needed
SELECT
    person_id,
    name,
    language
FROM person
WHERE person_id = $person_id
