-- Let whoever came through one person have come through another.
--
-- Takes    $kept_id, $gone_id
-- Returns  nothing
-- Order    none
UPDATE role_change
SET of_person_id = $kept_id
WHERE of_person_id = $gone_id
