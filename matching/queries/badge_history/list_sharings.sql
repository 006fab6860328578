-- What was shared of this person's contact?
--
-- Takes    $person_id
-- Returns  one row per act: act_id, kind, happened_at_utc, event_id, attendee_id, kiosk,
--          conversation_id, other_name, is_by_link,
--          detail, is_standing (taking it back changes something)
-- Order    none: the caller puts all acts in order
SELECT
    sharing.sharing_id AS act_id,
    'sharing' AS kind,
    sharing.decided_at_utc AS happened_at_utc,
    side.event_id,
    side.attendee_id,
    sharing.kiosk,
    side.conversation_id,
    side.other_name,
    sharing.channel = 'link' AS is_by_link,
    sharing.fields AS detail,
    sharing.fields <> '' AND NOT EXISTS (
        SELECT 1
        FROM sharing AS later
        WHERE
            later.conversation_id = sharing.conversation_id
            AND later.owner_id = sharing.owner_id
            AND later.place > sharing.place
    ) AS is_standing
FROM sharing
INNER JOIN conversation_side AS side
    ON
        sharing.conversation_id = side.conversation_id
        AND sharing.owner_id = side.attendee_id
WHERE side.person_id = $person_id AND sharing.channel <> 'page'
