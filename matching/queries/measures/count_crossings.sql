-- How many connections of this event are between people of two groups?
--
-- Takes    $event_id
-- Returns  one row: known (the groups of both are), across
-- Order    one row
SELECT
    count(*) AS known,
    count(*) FILTER (WHERE lower_person.sector <> higher_person.sector) AS across
FROM connection
INNER JOIN attendee AS lower_one ON connection.lower_id = lower_one.attendee_id
INNER JOIN attendee AS higher_one ON connection.higher_id = higher_one.attendee_id
INNER JOIN person AS lower_person ON lower_one.person_id = lower_person.person_id
INNER JOIN person AS higher_person ON higher_one.person_id = higher_person.person_id
WHERE
    connection.event_id = $event_id
    AND lower_person.sector <> ''
    AND higher_person.sector <> ''
