-- Make room for the mails to these persons, put in order anew.
--
-- Takes    $person_ids
-- Returns  nothing
-- Order    none
DELETE FROM mail
WHERE person_id IN (SELECT unnest($person_ids::UUID []))
