-- Make room for the admissions of these attendees, put in order anew.
--
-- Takes    $attendee_ids
-- Returns  nothing
-- Order    none
DELETE FROM admission
WHERE attendee_id IN (SELECT unnest($attendee_ids::UUID []))
