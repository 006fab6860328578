-- Let what one attendee said to introductions be said by another.
--
-- Takes    $kept_id, $gone_id
-- Returns  nothing
-- Order    none
UPDATE introduction_decision
SET attendee_id = $kept_id
WHERE attendee_id = $gone_id
