-- Make room for what was taken back of these attendees, put in order anew.
--
-- Takes    $attendee_ids
-- Returns  nothing
-- Order    none
DELETE FROM annulment
WHERE attendee_id IN (SELECT unnest($attendee_ids::UUID []))
