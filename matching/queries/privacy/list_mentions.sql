-- Where may the list's words about others mention a person of this series?
--
-- Takes    $series_ids
-- Returns  one row per attendee with such words: attendee_id, substitute_for, extra
-- Order    attendee_id
SELECT
    attendee.attendee_id,
    attendee.substitute_for,
    attendee.extra
FROM attendee
INNER JOIN event ON attendee.event_id = event.event_id
WHERE
    event.series_id IN (SELECT unnest($series_ids::UUID []))
    AND (attendee.substitute_for <> '' OR length(attendee.extra) > 2)
ORDER BY attendee.attendee_id
