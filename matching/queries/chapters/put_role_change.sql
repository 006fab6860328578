-- Keep as what an attendee comes, after all that was said of them before.
--
-- Takes    $change_id, $event_id, $attendee_id, $role, $of_person_id, $actor, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO role_change (
    change_id, event_id, attendee_id, role, of_person_id, place, actor, changed_at_utc
)
SELECT
    $change_id AS change_id,
    $event_id AS event_id,
    $attendee_id AS attendee_id,
    $role AS role,
    $of_person_id AS of_person_id,
    count(*) AS place,
    $actor AS actor,
    $now_utc AS changed_at_utc
FROM role_change
WHERE attendee_id = $attendee_id
