-- Let fields typed by hand in one record count as typed in another.
--
-- Takes    $kept_id, $gone_id
-- Returns  nothing
-- Order    none
INSERT INTO person_edit (person_id, field, edited_at_utc)
SELECT
    $kept_id AS person_id,
    field,
    edited_at_utc
FROM person_edit
WHERE person_id = $gone_id
ON CONFLICT (person_id, field) DO NOTHING
