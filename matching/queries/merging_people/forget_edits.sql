-- Forget which fields of a record that is gone were typed by hand.
--
-- Takes    $gone_id
-- Returns  nothing
-- Order    none
DELETE FROM person_edit
WHERE person_id = $gone_id
