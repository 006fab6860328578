-- Forget to whom these people were proposed.
--
-- Takes    $person_ids
-- Returns  nothing
-- Order    none
DELETE FROM proposal
WHERE
    lower_id IN (SELECT unnest($person_ids::UUID []))
    OR higher_id IN (SELECT unnest($person_ids::UUID []))
