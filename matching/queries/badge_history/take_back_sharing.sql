-- Share nothing in the place of this choice, which is the latest of its owner.
--
-- Takes    $act_id, $opposite_id, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO sharing (
    sharing_id, conversation_id, owner_id, person_id, fields, place, channel, kiosk,
    decided_at_utc
)
SELECT
    $opposite_id,
    conversation_id,
    owner_id,
    person_id,
    '',
    place + 1,
    'page',
    NULL,
    $now_utc
FROM sharing
WHERE sharing_id = $act_id
