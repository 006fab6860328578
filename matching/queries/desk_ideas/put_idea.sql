-- Give somebody the idea to meet somebody; the same again is the same idea.
--
-- Takes    $event_id, $attendee_id, $suggested_id, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO desk_idea (event_id, attendee_id, suggested_id, sent_at_utc)
VALUES ($event_id, $attendee_id, $suggested_id, $now_utc)
ON CONFLICT (attendee_id, suggested_id) DO NOTHING
