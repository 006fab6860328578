-- Make room for the refusals of these persons, put in order anew.
--
-- Takes    $person_ids
-- Returns  nothing
-- Order    none
DELETE FROM mail_refusal
WHERE person_id IN (SELECT unnest($person_ids::UUID []))
