-- Put refusals back as they stood last, where the older copy knows whom they belong to.
--
-- Takes    lists of the same length: $refusal_id_list, $person_id_list, $kind_list, $is_refused_list, $source_list,
--          $place_list, $decided_at_utc_list
-- Returns  nothing
-- Order    none
INSERT INTO mail_refusal (
    refusal_id, person_id, kind, is_refused, source, place, decided_at_utc
)
SELECT told.*
FROM (
    SELECT
        unnest($refusal_id_list::UUID []) AS refusal_id,
        unnest($person_id_list::UUID []) AS person_id,
        unnest($kind_list::TEXT []) AS kind,
        unnest($is_refused_list::BOOLEAN []) AS is_refused,
        unnest($source_list::TEXT []) AS source,
        unnest($place_list::INTEGER []) AS place,
        unnest($decided_at_utc_list::TIMESTAMP []) AS decided_at_utc
) AS told
WHERE
    EXISTS (SELECT 1 FROM person WHERE person.person_id = told.person_id)
