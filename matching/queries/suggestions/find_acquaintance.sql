-- May this participant be named as somebody with whom both have talked?
--
-- Takes    $attendee_id, $conversation_ids
-- Returns  at most one row: name, talks (how many of the conversations are connections)
-- Order    none is needed
SELECT
    person.name,
    (
        SELECT count(*)
        FROM connection
        WHERE conversation_id IN (SELECT unnest($conversation_ids::UUID []))
    ) AS talks
FROM participant
INNER JOIN person ON participant.person_id = person.person_id
WHERE participant.attendee_id = $attendee_id AND participant.may_be_named
