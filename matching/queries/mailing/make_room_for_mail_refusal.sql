-- Forget the refusals of an older copy that are to be put back as they stood last.
--
-- Takes    lists of the same length: $refusal_id_list, $person_id_list, $kind_list, $place_list
-- Returns  nothing
-- Order    none
DELETE FROM mail_refusal
WHERE EXISTS (
    SELECT 1
    FROM (
        SELECT
            unnest($refusal_id_list::UUID []) AS refusal_id,
            unnest($person_id_list::UUID []) AS person_id,
            unnest($kind_list::TEXT []) AS kind,
            unnest($place_list::INTEGER []) AS place
    ) AS told
    WHERE
        told.refusal_id = mail_refusal.refusal_id
        OR (told.person_id = mail_refusal.person_id AND told.kind = mail_refusal.kind AND told.place = mail_refusal.place)
)
