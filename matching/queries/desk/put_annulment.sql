-- Take an admission back; the row itself stays for the record.
--
-- Takes    $attendee_id, $turn, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO annulment (attendee_id, turn, annulled_at_utc)
VALUES ($attendee_id, $turn, $now_utc)
