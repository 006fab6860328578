-- Put mails back as they stood last, where the older copy knows whom they belong to.
--
-- Takes    lists of the same length: $mail_id_list, $event_id_list, $person_id_list, $attendee_id_list, $kind_list,
--          $place_list, $with_links_list, $state_list, $attempts_list, $failure_list,
--          $queued_at_utc_list, $next_at_utc_list, $settled_at_utc_list
-- Returns  nothing
-- Order    none
INSERT INTO mail (
    mail_id, event_id, person_id, attendee_id, kind, place, with_links, state,
    attempts, failure, queued_at_utc, next_at_utc, settled_at_utc
)
SELECT told.*
FROM (
    SELECT
        unnest($mail_id_list::UUID []) AS mail_id,
        unnest($event_id_list::UUID []) AS event_id,
        unnest($person_id_list::UUID []) AS person_id,
        unnest($attendee_id_list::UUID []) AS attendee_id,
        unnest($kind_list::TEXT []) AS kind,
        unnest($place_list::INTEGER []) AS place,
        unnest($with_links_list::BOOLEAN []) AS with_links,
        unnest($state_list::TEXT []) AS state,
        unnest($attempts_list::INTEGER []) AS attempts,
        unnest($failure_list::TEXT []) AS failure,
        unnest($queued_at_utc_list::TIMESTAMP []) AS queued_at_utc,
        unnest($next_at_utc_list::TIMESTAMP []) AS next_at_utc,
        unnest($settled_at_utc_list::TIMESTAMP []) AS settled_at_utc
) AS told
WHERE
    EXISTS (
        SELECT 1
        FROM attendee
        WHERE attendee.attendee_id = told.attendee_id AND attendee.person_id = told.person_id
    )
