-- How can this attendee be reached?
--
-- Takes    $attendee_id
-- Returns  at most one row: name, company, email, phone
-- Order    none is needed
SELECT
    person.name,
    person.company,
    person.email,
    person.phone
FROM attendee
INNER JOIN person ON attendee.person_id = person.person_id
WHERE attendee.attendee_id = $attendee_id
