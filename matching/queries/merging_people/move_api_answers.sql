-- Let what a program was told of one attendee be told of another.
--
-- Takes    $kept_id, $gone_id
-- Returns  nothing
-- Order    none
UPDATE api_answer
SET attendee_id = $kept_id
WHERE attendee_id = $gone_id
