-- Who is this person, who says something about mails?
--
-- Takes    $person_id
-- Returns  at most one row: person_id, language ('' where nobody told us)
-- Order    none is needed
SELECT
    person_id,
    language
FROM person
WHERE person_id = $person_id
