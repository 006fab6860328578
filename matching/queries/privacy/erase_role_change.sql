-- Forget as what these attendees came, and for or through these people others did.
--
-- Takes    $attendee_ids, $person_ids
-- Returns  nothing
-- Order    none
DELETE FROM role_change
WHERE
    attendee_id IN (SELECT unnest($attendee_ids::UUID []))
    OR of_person_id IN (SELECT unnest($person_ids::UUID []))
