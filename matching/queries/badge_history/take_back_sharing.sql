-- Share nothing in the place of this choice, where it is still the latest of its owner.
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
    sharing.conversation_id,
    sharing.owner_id,
    sharing.person_id,
    '',
    sharing.place + 1,
    'link',
    NULL,
    $now_utc
FROM sharing
WHERE
    sharing.sharing_id = $act_id
    AND sharing.fields <> ''
    AND NOT EXISTS (
        SELECT 1
        FROM sharing AS later
        WHERE
            later.conversation_id = sharing.conversation_id
            AND later.owner_id = sharing.owner_id
            AND later.place > sharing.place
    )
