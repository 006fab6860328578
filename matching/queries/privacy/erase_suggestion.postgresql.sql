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
    OR (attendee_id, suggested_id) IN (
        SELECT
            named.attendee_id,
            named.suggested_id
        FROM (
            SELECT
                attendee_id,
                suggested_id,
                (regexp_matches(reasons, '[0-9a-f]+-[0-9a-f-]+', 'g'))[1] AS mark
            FROM suggestion
        ) AS named
        WHERE named.mark IN (SELECT unnest($marks::TEXT []))
    )
