-- Forget every refusal of mails by these people.
--
-- Takes    $person_ids
-- Returns  nothing
-- Order    none
DELETE FROM mail_refusal
WHERE person_id IN (SELECT unnest($person_ids::UUID []))
