-- Put mailings back as they stood last, where the older copy knows whom they belong to.
--
-- Takes    lists of the same length: $event_id_list, $kind_list, $with_links_list, $begins_at_utc_list,
--          $filled_at_utc_list, $paused_at_utc_list, $actor_list, $made_at_utc_list
-- Returns  nothing
-- Order    none
INSERT INTO mailing (
    event_id, kind, with_links, begins_at_utc, filled_at_utc, paused_at_utc, actor,
    made_at_utc
)
SELECT told.*
FROM (
    SELECT
        unnest($event_id_list::UUID []) AS event_id,
        unnest($kind_list::TEXT []) AS kind,
        unnest($with_links_list::BOOLEAN []) AS with_links,
        unnest($begins_at_utc_list::TIMESTAMP []) AS begins_at_utc,
        unnest($filled_at_utc_list::TIMESTAMP []) AS filled_at_utc,
        unnest($paused_at_utc_list::TIMESTAMP []) AS paused_at_utc,
        unnest($actor_list::TEXT []) AS actor,
        unnest($made_at_utc_list::TIMESTAMP []) AS made_at_utc
) AS told
WHERE
    EXISTS (SELECT 1 FROM event WHERE event.event_id = told.event_id)
