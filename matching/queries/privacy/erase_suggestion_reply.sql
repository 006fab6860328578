-- Forget what these attendees said to suggestions, and what was said to theirs.
--
-- Takes    $attendee_ids
-- Returns  nothing
-- Order    none
DELETE FROM suggestion_reply
WHERE
    author_id IN (SELECT unnest($attendee_ids::UUID []))
    OR about_id IN (SELECT unnest($attendee_ids::UUID []))
