-- At how many events have these two people connected?
--
-- Takes    $person_id, $other_person_id
-- Returns  one row: depth
-- Order    none is needed
SELECT count(DISTINCT connection.event_id) AS depth
FROM connection
INNER JOIN attendee AS lower_one ON connection.lower_id = lower_one.attendee_id
INNER JOIN attendee AS higher_one ON connection.higher_id = higher_one.attendee_id
WHERE
    (lower_one.person_id = $person_id AND higher_one.person_id = $other_person_id)
    OR (lower_one.person_id = $other_person_id AND higher_one.person_id = $person_id)
