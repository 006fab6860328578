-- Forget the mailings of an older copy that are to be put back as they stood last.
--
-- Takes    lists of the same length: $event_id_list, $kind_list
-- Returns  nothing
-- Order    none
DELETE FROM mailing
WHERE EXISTS (
    SELECT 1
    FROM (
        SELECT
            unnest($event_id_list::UUID []) AS event_id,
            unnest($kind_list::TEXT []) AS kind
    ) AS told
    WHERE
        told.event_id = mailing.event_id AND told.kind = mailing.kind
)
