-- Whom did this form let in?
--
-- Takes    $form_id
-- Returns  at most one row: attendee_id
-- Order    at most one row
SELECT attendee_id
FROM walk_in
WHERE form_id = $form_id
