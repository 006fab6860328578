-- Has the desk ever given this attendee an idea?
--
-- Takes    $attendee_id
-- Returns  at most one row: suggested_id
-- Order    by suggested_id
SELECT suggested_id
FROM desk_idea
WHERE attendee_id = $attendee_id
ORDER BY suggested_id
LIMIT 1
