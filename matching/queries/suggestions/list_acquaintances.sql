-- Which of these participants may be named as somebody with whom both have talked?
--
-- Takes    $attendee_ids
-- Returns  one row per such participant: attendee_id, name
-- Order    none is needed
SELECT
    participant.attendee_id,
    person.name
FROM participant
INNER JOIN person ON participant.person_id = person.person_id
WHERE
    participant.attendee_id IN (SELECT unnest($attendee_ids::UUID []))
    AND participant.may_be_named
