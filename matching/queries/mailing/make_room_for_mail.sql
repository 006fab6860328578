-- Forget the mails of an older copy that are to be put back as they stood last.
--
-- Takes    lists of the same length: $mail_id_list, $event_id_list, $person_id_list, $kind_list, $place_list
-- Returns  nothing
-- Order    none
DELETE FROM mail
WHERE EXISTS (
    SELECT 1
    FROM (
        SELECT
            unnest($mail_id_list::UUID []) AS mail_id,
            unnest($event_id_list::UUID []) AS event_id,
            unnest($person_id_list::UUID []) AS person_id,
            unnest($kind_list::TEXT []) AS kind,
            unnest($place_list::INTEGER []) AS place
    ) AS told
    WHERE
        told.mail_id = mail.mail_id
        OR (told.event_id = mail.event_id AND told.person_id = mail.person_id AND told.kind = mail.kind AND told.place = mail.place)
)
