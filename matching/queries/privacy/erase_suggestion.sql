-- Forget suggestions that are for, of or through these attendees, or that they prove.
--
-- Takes    $attendee_ids, $marks (ids as text that a reason may name)
-- Returns  nothing
-- Order    none
DELETE FROM suggestion
WHERE
    attendee_id IN (SELECT unnest($attendee_ids::UUID []))
    OR suggested_id IN (SELECT unnest($attendee_ids::UUID []))
    OR via_id IN (SELECT unnest($attendee_ids::UUID []))
    OR EXISTS (
        SELECT 1
        FROM (SELECT unnest($marks::TEXT []) AS mark) AS named
        WHERE suggestion.reasons LIKE '%' || named.mark || '%'
    )
