-- What was promised in this person's name?
--
-- Takes    $person_id
-- Returns  one row per act: act_id, kind, happened_at_utc, event_id, attendee_id, kiosk,
--          conversation_id, other_name, is_by_link,
--          detail, is_standing (taking it back changes something)
-- Order    none: the caller puts all acts in order
SELECT
    promise.promise_id AS act_id,
    'promise' AS kind,
    promise.promised_at_utc AS happened_at_utc,
    side.event_id,
    side.attendee_id,
    promise.kiosk,
    side.conversation_id,
    side.other_name,
    promise.channel = 'link' AS is_by_link,
    promise.kind AS detail,
    promise.kind <> 'none' AND NOT EXISTS (
        SELECT 1
        FROM promise AS later
        WHERE
            later.conversation_id = promise.conversation_id
            AND later.author_id = promise.author_id
            AND later.place > promise.place
    ) AS is_standing
FROM promise
INNER JOIN conversation_side AS side
    ON
        promise.conversation_id = side.conversation_id
        AND promise.author_id = side.attendee_id
WHERE side.person_id = $person_id AND promise.channel <> 'page'
