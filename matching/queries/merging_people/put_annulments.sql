-- Keep which admissions of an attendee were taken back.
--
-- Takes    $attendee_id, and lists of the same length: $turns, $moments
-- Returns  nothing
-- Order    none
INSERT INTO annulment (attendee_id, turn, annulled_at_utc)
SELECT
    $attendee_id,
    unnest($turns::INTEGER []),
    unnest($moments::TIMESTAMP [])
