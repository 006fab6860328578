-- Remember which fields were typed by hand; an import leaves them alone.
--
-- Takes    $person_id, $fields (list of names), $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO person_edit (person_id, field, edited_at_utc)
SELECT
    $person_id,
    unnest($fields::TEXT []),
    $now_utc
ON CONFLICT (person_id, field) DO UPDATE SET edited_at_utc = excluded.edited_at_utc
