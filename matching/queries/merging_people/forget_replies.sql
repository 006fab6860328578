-- Make room for the replies by and about these attendees, put in order anew.
--
-- Takes    $attendee_ids
-- Returns  nothing
-- Order    none
DELETE FROM suggestion_reply
WHERE
    author_id IN (SELECT unnest($attendee_ids::UUID []))
    OR about_id IN (SELECT unnest($attendee_ids::UUID []))
