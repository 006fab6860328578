-- Keep what somebody shares; the pair of owner and place lets only one be the latest.
--
-- Takes    $sharing_id, $conversation_id, $owner_id, $person_id, $fields, $place, $channel,
--          $kiosk, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO sharing (
    sharing_id, conversation_id, owner_id, person_id, fields, place, channel, kiosk,
    decided_at_utc
)
VALUES (
    $sharing_id, $conversation_id, $owner_id, $person_id, $fields, $place, $channel, $kiosk,
    $now_utc
)
