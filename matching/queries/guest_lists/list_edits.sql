-- What did people of this series type here themselves?
--
-- Takes    $series_id
-- Returns  one row per person and field: person_id, field
-- Order    person_id, field
SELECT
    person_edit.person_id,
    person_edit.field
FROM person_edit
INNER JOIN person ON person_edit.person_id = person.person_id
WHERE person.series_id = $series_id
ORDER BY person_edit.person_id, person_edit.field
