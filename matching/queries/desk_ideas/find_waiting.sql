-- Has the desk an idea for this attendee that they could follow now?
--
-- Takes    $attendee_id
-- Returns  at most one row: suggested_id
-- Order    by suggested_id
SELECT suggested_id
FROM standing_suggestion
WHERE attendee_id = $attendee_id AND is_from_desk AND is_here
ORDER BY suggested_id
LIMIT 1
