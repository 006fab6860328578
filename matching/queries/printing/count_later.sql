-- How many who are expected came to the list, or got another badge, after a moment?
--
-- Takes    $event_id, $since_utc
-- Returns  one row: guests
-- Order    none
SELECT count(DISTINCT attendee.attendee_id) AS guests
FROM attendee
LEFT JOIN badge ON attendee.person_id = badge.person_id AND badge.ended_at_utc IS NULL
WHERE
    attendee.event_id = $event_id
    AND attendee.status = 'expected'
    AND (attendee.created_at_utc > $since_utc OR badge.issued_at_utc > $since_utc)
