-- What is kept of this person themselves?
--
-- Takes    $person_id
-- Returns  one row: the fields, and which of them were changed here
-- Order    one row
SELECT
    person.name,
    person.email,
    person.phone,
    person.company,
    person.job_title,
    person.sector,
    person.language,
    person.offers,
    person.needs,
    person.is_blocked,
    person.created_at_utc,
    (
        SELECT string_agg(person_edit.field, ' ' ORDER BY person_edit.field)
        FROM person_edit
        WHERE person_edit.person_id = person.person_id
    ) AS changed_by_hand
FROM person
WHERE person.person_id = $person_id
