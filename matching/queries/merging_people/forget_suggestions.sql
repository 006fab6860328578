-- Forget lists that name one of these two attendees; they are worked out again.
--
-- Takes    $kept_id, $gone_id
-- Returns  nothing
-- Order    none
DELETE FROM suggestion
WHERE
    attendee_id IN ($kept_id, $gone_id)
    OR suggested_id IN ($kept_id, $gone_id)
    OR via_id IN ($kept_id, $gone_id)
