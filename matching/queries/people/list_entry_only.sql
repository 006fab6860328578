-- Who on the list of this event takes part in nothing but the entry?
--
-- Takes    $event_id
-- Returns  one row per attendee: attendee_id
-- Order    none is needed
SELECT attendee.attendee_id
FROM attendee
INNER JOIN current_consent ON attendee.person_id = current_consent.person_id
WHERE
    attendee.event_id = $event_id
    AND current_consent.kind = 'entry_only'
    AND current_consent.is_given
