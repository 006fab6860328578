-- Take away a record that is part of another now.
--
-- Takes    $gone_id
-- Returns  nothing
-- Order    none
DELETE FROM person
WHERE person_id = $gone_id
