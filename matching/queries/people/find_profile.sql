-- What does this person offer and need?
--
-- Takes    $person_id
-- Returns  at most one row: offers, needs
-- Order    none is needed
SELECT
    offers,
    needs
FROM person
WHERE person_id = $person_id
